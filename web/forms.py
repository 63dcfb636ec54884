"""What somebody wrote into a field of a form, or into the address of a page. Pure."""

from collections.abc import Mapping
from datetime import date


def typed(posted: Mapping[str, str], name: str) -> str:
    """The words of one field, "" where it was not sent: without blanks around them, and with plain line ends.

    The character that no text holds, and that not every database takes, is taken out.
    """
    return posted.get(name, "").replace("\0", "").replace("\r\n", "\n").strip()


def day_in(text: str | None) -> date | None:
    """The day that `text` names, as 2026-11-22; None where it names none."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
