"""The formats that the profile's schemas name, as the official validator takes them: strict on addresses."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import urlsplit

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]+")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.IGNORECASE)


def is_uri(value: object) -> bool:
    """An absolute address: a scheme, and something behind it, without spaces."""
    if not isinstance(value, str):
        return True
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return bool(parts.scheme and (parts.netloc or parts.path)) and not re.search(r"\s", value)


def is_email(value: object) -> bool:
    """An address with a host that has a dot."""
    return not isinstance(value, str) or EMAIL.fullmatch(value) is not None


def is_uuid(value: object) -> bool:
    """Thirty-two hexadecimal digits in five groups."""
    return not isinstance(value, str) or UUID.fullmatch(value) is not None


def is_moment(value: object) -> bool:
    """A date and time with seconds and an offset, that exists."""
    if not isinstance(value, str):
        return True
    try:
        datetime.fromisoformat(value.upper())
    except ValueError:
        return False
    return MOMENT.fullmatch(value) is not None


FORMATS: Mapping[str, Callable[[object], bool]] = {
    "uri": is_uri,
    "email": is_email,
    "uuid": is_uuid,
    "date-time": is_moment,
}
