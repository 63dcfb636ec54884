"""A real SMTP server on loopback, whose answers a test chooses."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from web.settings import Mail


class PostOffice:
    """Keeps what arrives; `says` has an answer by the address it is for."""

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.says: dict[str, str] = {}
        self.to_sender: str | None = None
        self.after_text: str = "250 OK"
        self.hangs_up = False
        self.port = 0

    async def handle_MAIL(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.to_sender or "250 OK"

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.says.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.after_text.startswith("250"):
            content: Any = envelope.content
            message: Any = message_from_bytes(content, policy=policy.default)
            self.arrived.append(message)
        if self.hangs_up:
            server.transport.abort()
        return self.after_text

    @property
    def mail(self) -> Mail:
        """The settings that lead here."""
        return Mail(
            host="127.0.0.1", port=self.port, security="none", sender="directory@eastmere.example.org"
        )


@contextmanager
def open_post_office() -> Iterator[PostOffice]:
    office = PostOffice()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        office.port = probe.getsockname()[1]
    controller = Controller(office, hostname="127.0.0.1", port=office.port, ready_timeout=10)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
