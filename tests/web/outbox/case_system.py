"""A case system on loopback, as a real HTTP server that takes, fails, hangs and redirects as a test says."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HANGS, DRIPS, CUTS = "hangs", "drips", "cuts"


@dataclass
class Arrived:
    """One request that came, with what it brought."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def number(self) -> str:
        return self.headers["Webhook-Id"]

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class CaseSystem:
    """`answers` are given one after the other: a status, status and headers, or something bad; then 200."""

    port: int = 0
    arrived: list[Arrived] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    pause: float = 0.0
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/contacts"

    @property
    def taken(self) -> dict[str, Any]:
        """What it has, each delivery once, as a receiver keeps it that goes by the number."""
        return {each.number: each.json for each in self.arrived}

    @property
    def repeats(self) -> int:
        """How many deliveries came more than once."""
        return sum(count > 1 for count in Counter(each.number for each in self.arrived).values())


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        case: CaseSystem = self.server.case  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        case.arrived.append(Arrived(self.path, dict(self.headers), body))
        time.sleep(case.pause)
        answer = case.answers.pop(0) if case.answers else 200
        if answer == CUTS:
            self.close_connection = True
        elif answer == HANGS:
            case.closing.wait(20)
        elif answer == DRIPS:
            self._drip(case)
        else:
            status, headers = answer if isinstance(answer, tuple) else (answer, {})
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

    def _drip(self, case: CaseSystem) -> None:
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while not case.closing.wait(0.05):
                self.wfile.write(b"X-Drip: 1\r\n")
        except OSError:
            self.close_connection = True

    def log_message(self, *_args: Any) -> None:
        pass


@contextmanager
def open_case_system() -> Iterator[CaseSystem]:
    """One that listens for the length of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    case = CaseSystem(port=server.server_port)
    server.case = case  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield case
    finally:
        case.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()
