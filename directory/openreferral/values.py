"""Single values of a feed made sound: a wrong structure is refused, a senseless value is left out."""

import math
import re
from datetime import date, datetime, timezone
from typing import Any
from urllib.parse import urlsplit

from directory.exceptions import BadRow
from directory.models.base import ID_LENGTH
from directory.openreferral.plain_text import plain_text

Json = dict[str, Any]

EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")
CLOCK = re.compile(r"(?:^|T)(\d{1,2}):(\d{2})")


def objects(row: Json, *keys: str) -> list[Json]:
    """The list under the first of the keys that has one; anything but a list of objects is a BadRow."""
    for key in keys:
        value = row.get(key)
        if value is None or value == "":
            continue
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise BadRow(f"{key} is not a list of objects")
        if value:
            return value
    return []


def object_in(row: Json, *keys: str) -> Json:
    """The object under the first of the keys that has one, or an empty one."""
    for key in keys:
        value = row.get(key)
        if value is None or value == "":
            continue
        if not isinstance(value, dict):
            raise BadRow(f"{key} is not an object")
        return value
    return {}


def identity(value: object) -> str | None:
    """An id as text (feeds use numbers too); None when there is none."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    # Only the printable part: an id stands in addresses and keys.
    written = "".join(letter for letter in str(value).strip() if letter.isprintable())
    return written if 0 < len(written) <= ID_LENGTH else None


def text_in(row: Json, *keys: str) -> str | None:
    """The first text under these keys that says anything, as plain text; numbers count, structures do not."""
    for key in keys:
        value = row.get(key)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            continue
        written = plain_text(str(value))
        if written:
            return written
    return None


def short_text(row: Json, *keys: str, limit: int = 20) -> str | None:
    """Text for a narrow column, cut to fit."""
    written = text_in(row, *keys)
    return written[:limit] if written else None


def web_address(row: Json, *keys: str) -> str | None:
    """An http(s) address, with the scheme added where a feed left it out; anything else is left out."""
    written = text_in(row, *keys)
    if not written or re.search(r"\s", written):
        return None
    address = written if "://" in written else f"https://{written}"
    try:
        parts = urlsplit(address)
        sound = parts.scheme.lower() in ("http", "https") and "." in (parts.hostname or "")
    except ValueError:
        return None
    return address if sound else None


def email_in(row: Json, *keys: str) -> str | None:
    """An e-mail address, or None where the text is not one."""
    written = (text_in(row, *keys) or "").removeprefix("mailto:")
    return written if EMAIL.fullmatch(written) else None


def number_in(row: Json, *keys: str) -> float | None:
    """The first finite number, also when written as text ("£4.50")."""
    for key in keys:
        value = row.get(key)
        if isinstance(value, str):
            value = re.sub(r"[£,\s]", "", value)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            continue
        try:
            number = float(value)
        except (ValueError, OverflowError):
            continue
        if math.isfinite(number):
            return number
    return None


def age_in(row: Json, *keys: str) -> int | None:
    """An age in whole years, 0 to 130."""
    number = number_in(row, *keys)
    return int(number) if number is not None and 0 <= number <= 130 else None


def day_in(row: Json, *keys: str) -> date | None:
    """A date, also when a time follows it; a date that does not exist is left out."""
    for key in keys:
        value = row.get(key)
        if not isinstance(value, str):
            continue
        try:
            return date.fromisoformat(value.strip()[:10])
        except ValueError:
            continue
    return None


def moment_in(row: Json, *keys: str) -> datetime | None:
    """A moment, in UTC; a bare date counts as its midnight."""
    for key in keys:
        value = row.get(key)
        if not isinstance(value, str):
            continue
        try:
            moment = datetime.fromisoformat(value.strip())
            return (moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)).astimezone(timezone.utc)
        except (ValueError, OverflowError):
            continue
    return None


def clock_in(row: Json, *keys: str) -> str | None:
    """A time of day as "09:30", out of "9:30", "09:30:00" or a full moment."""
    for key in keys:
        value = row.get(key)
        found = CLOCK.search(value.strip()) if isinstance(value, str) else None
        if found and int(found[1]) < 24 and int(found[2]) < 60:
            return f"{int(found[1]):02}:{found[2]}"
    return None
