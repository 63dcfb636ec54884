"""This moment, and moments as stores give them back."""

from datetime import datetime, timezone
from typing import overload


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(timezone.utc)


@overload
def in_utc(moment: datetime) -> datetime: ...


@overload
def in_utc(moment: datetime | None) -> datetime | None: ...


def in_utc(moment: datetime | None) -> datetime | None:
    """SQLite forgets the zone of the moments it keeps; they were written in UTC."""
    return moment.replace(tzinfo=timezone.utc) if moment and moment.tzinfo is None else moment
