"""A council's API on loopback: pages, single services, and every way in which real ones go wrong."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

Json = dict[str, Any]


@dataclass
class Reply:
    """One answer. `trickle`: seconds between pieces of eight bytes; `cut`: bytes until it breaks off."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    trickle: float = 0.0
    cut: int | None = None


Answer = Callable[["Asked"], Reply]


@dataclass(frozen=True)
class Asked:
    """One request."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]


def as_json(value: object, status: int = 200, **headers: str) -> Reply:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Reply(json.dumps(value).encode(), status, {"Content-Type": "application/json", **named})


class Council:
    """The server. `asked` lists what it was asked, in order; `at_once` the most connections it ever had."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[Asked] = []
        self.times: list[float] = []
        self.at_once = self._open = 0
        self._lock = Lock()
        council = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                council._handle(self)

            def log_message(self, *_args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_args: object) -> None:
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def paths(self) -> list[str]:
        return [each.path for each in self.asked]

    def _handle(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        asked = Asked(parts.path, query, dict(handler.headers.items()))
        with self._lock:
            self.asked.append(asked)
            self.times.append(time.monotonic())
            self._open += 1
            self.at_once = max(self.at_once, self._open)
        try:
            _send(handler, self.answer(asked))
        except OSError:
            pass  # the client went away
        finally:
            with self._lock:
                self._open -= 1


def _send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    handler.send_response(reply.status)
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(reply.body)))
    handler.end_headers()
    if reply.cut is not None:
        handler.wfile.write(reply.body[: reply.cut])
        handler.wfile.flush()
        handler.connection.close()
        return
    if reply.trickle:
        for start in range(0, len(reply.body), 8):
            handler.wfile.write(reply.body[start : start + 8])
            handler.wfile.flush()
            time.sleep(reply.trickle)
        return
    handler.wfile.write(reply.body)


@contextmanager
def council(answer: Answer) -> Iterator[Council]:
    """A running server."""
    running = Council(answer)
    thread = Thread(target=running.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.server.shutdown()
        running.server.server_close()
        thread.join()


def v3_page(rows: list[Json], page: int, size: int) -> Json:
    """The envelope of Open Referral UK 3."""
    pages = max(1, -(-len(rows) // size))
    shown = rows[(page - 1) * size : page * size]
    return {
        "total_items": len(rows),
        "total_pages": pages,
        "page_number": page,
        "size": len(shown),
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": not shown,
        "contents": shown,
    }


def v1_page(rows: list[Json], page: int, size: int) -> Json:
    """The envelope of versions 1 and 2."""
    pages = max(1, -(-len(rows) // size))
    return {
        "totalElements": len(rows),
        "totalPages": pages,
        "number": page,
        "size": size,
        "first": page == 1,
        "last": page >= pages,
        "content": rows[(page - 1) * size : page * size],
    }


SHORT = ("id", "name", "description", "status", "organization")


class Directory:
    """Services as an API gives them: a list, short if wanted, and each by itself."""

    def __init__(
        self,
        rows: list[Json],
        *,
        base: str = "",
        page: Callable[[list[Json], int, int], Json] = v3_page,
        most: int = 50,
        short: bool = False,
    ) -> None:
        self.rows, self._base, self._page, self._most, self._short = rows, base, page, most, short

    def __call__(self, asked: Asked) -> Reply:
        if asked.path == self._base + "/":
            return as_json({"version": "HSDS-UK-3.0", "openapi_url": "https://example.org/openapi.json"})
        if asked.path == f"{self._base}/services":
            size = min(self._most, int(asked.query.get("per_page", 10)))
            return as_json(self._page(self._listed(), int(asked.query.get("page", 1)), size))
        found = [row for row in self.rows if asked.path == f"{self._base}/services/{row['id']}"]
        return as_json(found[0]) if found else as_json({"message": "no such page"}, 404)

    def _listed(self) -> list[Json]:
        if not self._short:
            return self.rows
        return [{key: row[key] for key in SHORT if key in row} for row in self.rows]
