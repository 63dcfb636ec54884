"""Single values on their way out: nothing empty is written, and text is what any reader would make of it."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timezone
from typing import Any

from directory.clock import in_utc
from directory.openreferral.plain_text import plain_text

Json = dict[str, Any]

SCHEME = re.compile(r"https?://", re.IGNORECASE)
# Text escaped many times over loses one layer a reading; nobody has escaped anything so often by accident.
MOST_ROUNDS = 20


def filled(row: Mapping[str, Any], *, required: tuple[str, ...] = ()) -> Json:
    """The row as JSON wants it: dates as text, nothing empty but the `required` texts, which may be "".

    The standard asks for some fields that a feed may not have had; an empty text says that nothing is known,
    where a made-up one would say that something is.
    """
    kept: Json = {}
    for key, value in row.items():
        written = _written(key, value)
        if written is not None and written != "" and written != [] and written != {}:
            kept[key] = written
        elif key in required:
            kept[key] = ""
    return kept


def settled(text: str) -> str:
    """The text as reading it back will give it: reading takes HTML out, also where it was escaped twice."""
    for _ in range(MOST_ROUNDS):
        again = plain_text(text)
        if again == text:
            return text
        text = again
    return text.replace("<", " ").replace("&", " ").strip()


def moment_text(moment: datetime) -> str:
    """A moment in UTC, as RFC 3339 writes it."""
    return in_utc(moment).astimezone(timezone.utc).isoformat().replace("+00:00", "Z")


def _written(key: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    is_id = key == "id" or key.endswith("_id")
    if not isinstance(value, str) or is_id:
        return value
    text = settled(value)
    # What the standard's checkers take for no address at all: "a@b.org." and "HTTPS://b.org".
    return text.rstrip(".") if key == "email" else _lowered(text)


def _lowered(text: str) -> str:
    found = SCHEME.match(text)
    return found[0].lower() + text[found.end() :] if found else text
