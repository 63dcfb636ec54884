"""A real loopback HTTP server that takes hand-offs as the web does, and can be slow, broken or gone."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

REFUSALS = {"broken": 500, "refusing": 422, "contradicting": 409}


class Receiver:
    """Keeps what arrives by key. `manner`: good, slow, broken, refusing, contradicting or dying."""

    def __init__(self, port: int = 0) -> None:
        self.manner = "good"
        self.attempts: list[dict[str, Any]] = []
        self.kept: dict[str, dict[str, Any]] = {}
        self.tokens: set[str] = set()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def by_reference(self, reference: str) -> dict[str, Any]:
        return next(one for one in self.kept.values() if one["reference"] == reference)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            receiver.attempts.append(body)
            receiver.tokens.add(self.headers["Authorization"])
            if receiver.manner == "slow":
                time.sleep(0.6)
            if status := REFUSALS.get(receiver.manner):
                self._answer(status, _error(receiver.manner))
                return
            created = body["idempotency_key"] not in receiver.kept
            receiver.kept[body["idempotency_key"]] = body
            if receiver.manner == "dying":
                # Accepted and kept, but the answer never comes: the connection is cut.
                self.close_connection = True
                return
            self._answer(201 if created else 200, {"reference": body["reference"], "created": created})

        def _answer(self, status: int, content: dict[str, Any]) -> None:
            data = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            """Quiet."""

    return Handler


def _error(manner: str) -> dict[str, Any]:
    return {"error": {"code": manner, "message": "No.", "fields": [{"field": "needs", "message": "unknown"}]}}
