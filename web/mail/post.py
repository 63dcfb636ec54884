"""Handing one mail to the council's mail server, and what it said. Knows SMTP, not what is written.

The answer tells apart what must not be sent again, what may be, and what nobody can tell: a connection that
breaks after the text was given may have delivered it.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from enum import StrEnum

from web.settings import Mail

SECONDS = 20
NO_SUCH_ADDRESS = frozenset({550, 551, 553, 501, 513, 521, 556})


class Fate(StrEnum):
    """What became of a mail."""

    SENT = "sent"
    REFUSED = "refused"  # the address does not exist
    NOT_SENT = "not_sent"  # it may be tried again
    UNKNOWN = "unknown"  # it may have gone out: never again


@dataclass(frozen=True)
class Outcome:
    """The fate, the server's code where it gave one, and whether the server itself cannot be used now."""

    fate: Fate
    code: int | None = None
    server_down: bool = False


def send(message: EmailMessage, mail: Mail, seconds: float = SECONDS) -> Outcome:
    """Hand over a mail with one address in To. Never raises for what the server does."""
    handing_over = False
    try:
        with _connected(mail, seconds) as server:
            refused = _envelope(server, mail.sender, str(message["To"].addresses[0].addr_spec))
            if refused:
                return refused
            handing_over = True
            code, _ = server.data(message.as_bytes(policy=policy.SMTP))
            return Outcome(Fate.SENT, code) if code == 250 else _told(code)
    except smtplib.SMTPDataError as error:
        return _told(error.smtp_code)
    except smtplib.SMTPResponseException as error:
        return Outcome(Fate.NOT_SENT, error.smtp_code, server_down=True)
    except (smtplib.SMTPException, OSError):
        fate = Fate.UNKNOWN if handing_over else Fate.NOT_SENT
        return Outcome(fate, server_down=True)


@contextmanager
def _connected(mail: Mail, seconds: float) -> Iterator[smtplib.SMTP]:
    secure = ssl.create_default_context()
    if mail.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, mail.port, timeout=seconds, context=secure)
    else:
        server = smtplib.SMTP(mail.host, mail.port, timeout=seconds)
    try:
        if mail.security == "starttls":
            server.starttls(context=secure)
        server.ehlo_or_helo_if_needed()
        if mail.user:
            server.login(mail.user, mail.password)
        yield server
    finally:
        _leave(server)


def _leave(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        server.close()  # what matters was said already


def _envelope(server: smtplib.SMTP, sender: str, to: str) -> Outcome | None:
    code, _ = server.mail(sender)
    if code != 250:
        # It is us that the server does not like, so every other mail would meet the same.
        return Outcome(Fate.NOT_SENT, code, server_down=True)
    code, _ = server.rcpt(to)
    if code in (250, 251):
        return None
    return Outcome(Fate.REFUSED, code) if code in NO_SUCH_ADDRESS else Outcome(Fate.NOT_SENT, code)


def _told(code: int) -> Outcome:
    """What a server says after the text: it was not taken, and that is certain."""
    return Outcome(Fate.NOT_SENT, code)
