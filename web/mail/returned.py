"""A mail that came back: which of our reminders it was, and whether the address is gone for good. Pure.

RFC 3464: a report about delivery has a part `message/delivery-status` with `Action` and `Status`, and headers
of the mail that it is about. An out-of-office answer has none, and changes nothing.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

LARGEST = 1_000_000  # bytes; no report is longer
OURS = re.compile(r"<([0-9a-f]{24})\.reminder@[^<>@\s]+>")


def returned_mail(raw: bytes) -> str | None:
    """The id of the reminder that a report says can never be delivered; None for anything else."""
    report = message_from_bytes(raw[:LARGEST], policy=policy.default)
    parts = [part for part in report.walk() if isinstance(part, EmailMessage)]
    if not any(_failed_for_good(part) for part in parts):
        return None
    found = (OURS.search(text) for text in _texts(parts))
    return next((each[1] for each in found if each), None)


def _failed_for_good(part: EmailMessage) -> bool:
    action, status = str(part.get("Action", "")).strip().lower(), str(part.get("Status", "")).strip()
    return action == "failed" and status.startswith("5.")


def _texts(parts: list[EmailMessage]) -> Iterator[str]:
    """Where the number of the mail that came back may stand."""
    for part in parts:
        for name in ("Message-ID", "References", "In-Reply-To"):
            yield str(part.get(name, ""))
        if part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            yield payload.decode("latin-1") if isinstance(payload, bytes) else ""
