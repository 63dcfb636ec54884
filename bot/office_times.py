"""When the council's office is open, as the settings say it. Standard library only, Python 3.10."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True)
class OfficeTimes:
    """Opening hours of a working week, and days off beside weekends and bank holidays."""

    opens: time = time(9)
    closes: time = time(17)
    friday_closes: time = time(16, 30)
    closed_days: frozenset[date] = frozenset()

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "OfficeTimes":
        """From words such as {"opens": "08:30", "closed_days": "2026-12-29"}; "" leaves the default.

        ValueError holds a sentence that lacks the setting's name, and the field that is wrong.
        """
        hours = {
            name: _time(given[name], name) for name in ("opens", "closes", "friday_closes") if given[name]
        }
        times = cls(**hours, closed_days=frozenset(_days(given["closed_days"])))
        for name in ("closes", "friday_closes"):
            if getattr(times, name) <= times.opens:
                raise ValueError("must be later than the office opens.", name)
        return times


def _time(text: str, name: str) -> time:
    try:
        return time.fromisoformat(text.strip())
    except ValueError:
        raise ValueError("must be a time such as 09:00.", name) from None


def _days(text: str) -> list[date]:
    try:
        return [date.fromisoformat(each.strip()) for each in text.split(",") if each.strip()]
    except ValueError:
        raise ValueError("must be days such as 2026-12-29,2026-12-30.", "closed_days") from None
