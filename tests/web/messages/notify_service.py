"""GOV.UK Notify on loopback: a real HTTP server that speaks as much of its API as we use."""

import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

from web.outbox.settings import Messages

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
TEXT, EMAIL, LETTER = (str(uuid.UUID(int=n)) for n in (1, 2, 3))
THEN_CUT = "takes it, and the line breaks"


@dataclass
class Notify:
    """`answers`: errors to give before anything is taken, as (status, kind, message), or THEN_CUT."""

    port: int = 0
    sent: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)

    @property
    def messages(self) -> Messages:
        """The settings that lead here."""
        return Messages(
            by="notify", notify_url=f"http://127.0.0.1:{self.port}", notify_key=f"tests-{SERVICE}-{SECRET}",
            text_template=TEXT, email_template=EMAIL, letter_template=LETTER, seconds=5,
        )  # fmt: skip


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        notify: Notify = self.server.notify  # type: ignore[attr-defined]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self._knows_us():
            return
        answer = notify.answers.pop(0) if notify.answers else None
        if isinstance(answer, tuple):
            self._answer(*answer)
            return
        kept = {**body, "id": str(uuid.uuid4()), "type": self.path.rpartition("/")[2], "status": "sending"}
        notify.sent.append(kept)
        if answer == THEN_CUT:
            self.close_connection = True
            self.connection.close()
            return
        self._json(201, {"id": kept["id"], "reference": kept.get("reference")})

    def do_GET(self) -> None:
        notify: Notify = self.server.notify  # type: ignore[attr-defined]
        notify.asked.append(self.path)
        if not self._knows_us():
            return
        asked = urlsplit(self.path)
        if asked.path == "/v2/notifications":
            wanted = parse_qs(asked.query).get("reference", [""])[0]
            found = [each for each in notify.sent if each.get("reference") == wanted]
            self._json(200, {"notifications": found, "links": {}})
            return
        found = [each for each in notify.sent if each["id"] == asked.path.rpartition("/")[2]]
        if found:
            self._json(200, found[0])
        else:
            self._answer(404, "NoResultFound", "No result found")

    def _knows_us(self) -> bool:
        token = self.headers["Authorization"].removeprefix("Bearer ")
        try:
            claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_iat": False})
        except jwt.InvalidTokenError:
            claims = {}
        if claims.get("iss") == SERVICE:
            return True
        self._answer(403, "AuthError", "Invalid token: signature, api token not found")
        return False

    def _answer(self, status: int, kind: str, message: str) -> None:
        self._json(status, {"status_code": status, "errors": [{"error": kind, "message": message}]})

    def _json(self, status: int, what: Any) -> None:
        body = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        pass


@contextmanager
def open_notify() -> Iterator[Notify]:
    """One that listens for the length of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    notify = Notify(port=server.server_port)
    server.notify = notify  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield notify
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
