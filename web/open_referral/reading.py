"""Single parameters of a question to the open data: a value, or what is wrong with it. Pure."""

import math
import re
from collections.abc import Sequence
from datetime import datetime, timezone
from typing import Protocol

LONGEST_ID, LONGEST_SEARCH, LONGEST_POSTCODE = 200, 300, 12
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?")
# A "+" that nobody escaped arrives as a space.
UNESCAPED = re.compile(r" (?=\d\d:\d\d$)")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?")


class BadQuestion(Exception):
    """A parameter that cannot be read: which one, and which sentence says why (`why` in the words)."""

    def __init__(self, field: str, why: str, **limits: object) -> None:
        super().__init__(field)
        self.field = field
        self.why = why
        self.limits = limits


class Values(Protocol):
    """The parameters of a request, which may each be given several times."""

    def getlist(self, key: str) -> list[str]:
        """Every value given under this name."""


class Reader:
    """Reads one parameter at a time; None where it was not given, BadQuestion where it is no good."""

    def __init__(self, values: Values) -> None:
        self._values = values

    def one(self, field: str) -> str | None:
        given = self._values.getlist(field)
        if len(given) > 1:
            raise BadQuestion(field, "once")
        return given[0] if given else None

    def text(self, field: str, low: int = 1, high: int = LONGEST_ID) -> str | None:
        """Text of a length between these. What no database can hold is taken out."""
        given = self.one(field)
        return None if given is None else _sized(field, given, low, high)

    def texts(self, field: str) -> tuple[str, ...]:
        """Every value, also several in one with commas between."""
        given = [part for value in self._values.getlist(field) for part in value.split(",") if part]
        return tuple(_sized(field, each, 1, LONGEST_ID) for each in given)

    def whole(self, field: str, low: int, high: int) -> int | None:
        given = self.one(field)
        if given is None:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", given) or not low <= int(given) <= high:
            raise BadQuestion(field, "whole", low=low, high=high)
        return int(given)

    def number(self, field: str, low: float, high: float) -> float | None:
        given = self.one(field)
        if given is None:
            return None
        try:
            number = float(given) if given.isascii() and "_" not in given else math.nan
        except ValueError:
            number = math.nan
        if not low <= number <= high:  # nothing is, of what is no number
            raise BadQuestion(field, "number", low=low, high=high)
        return number

    def truth(self, field: str) -> bool:
        given = self.one(field)
        if given is not None and given.lower() not in ("true", "false"):
            raise BadQuestion(field, "truth")
        return given is not None and given.lower() == "true"

    def moment(self, field: str) -> datetime | None:
        """A moment in UTC; a bare date is its midnight."""
        given = self.one(field)
        return None if given is None else _moment(field, UNESCAPED.sub("+", given.upper()))

    def clocks(self, field: str) -> tuple[str, ...]:
        """Times of day as "HH:MM", all that are given."""
        found = [CLOCK.fullmatch(each.upper()) for each in self._values.getlist(field)]
        if None in found:
            raise BadQuestion(field, "clock")
        return tuple(f"{each[1]}:{each[2]}" for each in found if each)

    def clock(self, field: str) -> str | None:
        """One time of day."""
        self.one(field)
        return next(iter(self.clocks(field)), None)

    def days(self, field: str) -> frozenset[str]:
        """Days as "MO" to "SU", all that are given, by name or by their two letters."""
        return frozenset(_day(field, each) for each in self._values.getlist(field))

    def day(self, field: str) -> frozenset[str]:
        """One day."""
        self.one(field)
        return self.days(field)


def _sized(field: str, given: str, low: int, high: int) -> str:
    if not low <= len(given) <= high:
        raise BadQuestion(field, "length", low=low, high=high)
    return given.replace("\0", "")


def _moment(field: str, given: str) -> datetime:
    try:
        if not MOMENT.fullmatch(given):
            raise ValueError
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise BadQuestion(field, "moment") from None
    try:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
        return aware.astimezone(timezone.utc)
    except OverflowError:  # within a day of the first or the last year there is
        return moment.replace(tzinfo=timezone.utc)


def _day(field: str, given: str) -> str:
    written = given.strip().lower()
    names: Sequence[str] = [day for day in DAYS if written in (day, day[:2], day[:3])]
    if not names:
        raise BadQuestion(field, "day")
    return names[0][:2].upper()
