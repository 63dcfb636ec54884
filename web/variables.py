"""Variables of the environment as settings read them: one at a time, or a sentence saying what is wrong."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from limits import parse_many

from web.exceptions import SettingsError

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_YES_NO = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off"), False)


class Reader:
    """Reads one variable at a time, or says what is wrong with it."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def text(self, name: str, default: str) -> str:
        return (self._environ.get(name) or default).strip()

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(filter(None, (word.strip() for word in self._environ.get(name, "").split(","))))

    def number(self, name: str, default: int, *, low: int, high: int) -> int:
        value = self._environ.get(name) or str(default)
        if not value.isdecimal() or not low <= int(value) <= high:
            raise SettingsError(f"{name} must be a whole number from {low} to {high}.")
        return int(value)

    def yes_no(self, name: str, default: bool) -> bool:
        value = self._environ.get(name)
        if not value:
            return default
        if value.lower() not in _YES_NO:
            raise SettingsError(f"{name} must be yes or no.")
        return _YES_NO[value.lower()]

    def zone(self, name: str, default: str) -> str:
        value = self.text(name, default)
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError):
            raise SettingsError(f"{name} must be a time zone such as Europe/London.") from None
        return value

    def one_of(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        value = self.text(name, default).lower()
        if value not in choices:
            raise SettingsError(f"{name} must be one of {', '.join(choices)}.")
        return value

    def address(self, name: str) -> str:
        value = self.text(name, "").rstrip("/")
        if value and not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", value):
            raise SettingsError(f"{name} must be an address such as https://signpost.example.org.")
        return value

    def rate(self, name: str, default: str) -> str:
        value = self.text(name, default)
        try:
            parse_many(value)
        except ValueError:
            raise SettingsError(f"{name} must be a rate such as 60 per minute.") from None
        return value


def is_safe_address(url: str) -> bool:
    """Is this an address that personal data may go to: encrypted, or this very machine?"""
    split = urlsplit(url)
    return split.scheme == "https" or (split.scheme == "http" and split.hostname in _LOOPBACK)
