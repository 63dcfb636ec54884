"""The row of four safety proxies, for whichever page of numbers includes it: as it stands this moment."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from web.clock import now
from web.numbers.intervals import Interval, wilson
from web.numbers.proxies import Counted, Proxy, proxies
from web.parts import parts
from web.store import safety_proxies
from web.words.book import words


@dataclass(frozen=True)
class SafetyRow:
    """What staff/dashboard/_safety_row.html shows. `between`: the limits of the experience."""

    tiles: tuple[Proxy, ...]
    counted: Counted
    half: str
    between: Interval | None
    say: dict[str, Any]


def safety_row() -> SafetyRow:
    """Counts the four anew; nothing is kept between two pages."""
    with parts().store.reading() as store:
        counted = safety_proxies.counted(store, now())
    experience = counted.experience
    half = counted.responses.half_within
    return SafetyRow(
        proxies(counted),
        counted,
        "" if half is None else in_words(half),
        wilson(experience.yes, experience.answered),
        words("safety_proxies"),
    )


def in_words(wait: timedelta) -> str:
    """A wait in the unit that says enough: minutes under an hour, hours under two days, then days."""
    units: dict[str, str] = words("safety_proxies")["units"]
    minutes = wait.total_seconds() / 60
    for name, length, most in (("minute", 1, 60), ("hour", 60, 48 * 60)):
        if minutes < most:
            return _counted(round(minutes / length), name, units)
    return _counted(round(minutes / 1440), "day", units)


def _counted(number: int, unit: str, units: dict[str, str]) -> str:
    return units[unit if number == 1 else f"{unit}s"].format(number=number)
