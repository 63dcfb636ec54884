"""What somebody wrote into a field of a form. Pure."""

from collections.abc import Mapping


def typed(posted: Mapping[str, str], name: str) -> str:
    """The words of one field, "" where it was not sent: without blanks around them, and with plain line ends.

    The character that no text holds, and that not every database takes, is taken out.
    """
    return posted.get(name, "").replace("\0", "").replace("\r\n", "\n").strip()
