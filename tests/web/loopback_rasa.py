"""A real server on loopback that speaks the JSON of Rasa's channel, for tests of what the web makes of it."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SAID = {
    "messages": [
        {
            "text": "Thank you for telling me. Is this about you?",
            "buttons": [{"title": "Me", "payload": "It's about me"}],
        }
    ]
}


class LoopbackRasa:
    """Answers every message with `answers` (the last one stays) and remembers what it was sent."""

    def __init__(self) -> None:
        self.answers: list[Any] = [SAID]
        self.ready: dict[str, str] = {}
        self.status = 200
        self.delay = 0.0
        self.heard: list[dict[str, Any]] = []
        self.tokens: list[str] = []
        rasa = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                rasa._answer(self)

            def do_GET(self) -> None:
                rasa._send(self, rasa.ready)

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        """Goes away; the next connection is refused."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        self.tokens.append(request.headers.get("Authorization", ""))
        self.heard.append(json.loads(request.rfile.read(int(request.headers["Content-Length"]))))
        time.sleep(self.delay)
        said = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        self._send(request, said)

    def _send(self, request: BaseHTTPRequestHandler, said: Any) -> None:
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        try:
            request.send_response(self.status)
            request.send_header("Content-Type", "application/json")
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            pass  # The web stopped waiting, as a test wanted.
