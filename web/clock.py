"""Now, and which local day a moment belongs to."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def local_day(moment: datetime, zone: str) -> date:
    """The calendar day a moment falls on where the council is."""
    return moment.astimezone(ZoneInfo(zone)).date()
