"""The council's office as the conversation needs it: is it open, when does it open, who answers meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import yaml

from bot.handoff.due import hour
from bot.safeguarding.hours import OfficeHours
from bot.settings import BotSettings

OUT_OF_HOURS = "_out_of_hours"
WORDS = Path(__file__).with_name("office.yml")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Office:
    """Hours and the emergency duty team's number; `duty_team` is empty where none is set."""

    hours: OfficeHours = field(default_factory=OfficeHours)
    duty_team: str = ""
    now: Callable[[], datetime] = _now

    @classmethod
    def of(cls, settings: BotSettings) -> "Office":
        """The office of the council's settings."""
        return cls(OfficeHours.of(settings.office, settings.time_zone), settings.duty_team)

    def is_closed(self) -> bool:
        """Is nobody there at the present hour?"""
        return not self.hours.is_open(self.now())

    def words(self, name: str) -> str:
        """The name of the response in domain.yml for the present hour."""
        return name if not self.is_closed() else f"{name}{OUT_OF_HOURS}"

    def fields(self) -> dict[str, str]:
        """What the out-of-hours responses fill in: the day and hour of opening, and what to do meanwhile."""
        opens = self.hours.opening(self.now()).astimezone(self.hours.clock)
        return {"opens_day": self._day_of(opens), "opens_at": hour(opens), "meanwhile": self._meanwhile()}

    def say(self, name: str) -> str:
        """A phrase of `office.yml`, which a response is completed with."""
        return str(yaml.safe_load(WORDS.read_text(encoding="utf-8"))[name])

    def _day_of(self, opens: datetime) -> str:
        """Today or tomorrow where it is that: early on a Monday, "on Monday" sounds like a week away."""
        days = (opens.date() - self.now().astimezone(self.hours.clock).date()).days
        return self.say(("today", "tomorrow", "on_a_day")[min(days, 2)]).format(day=f"{opens:%A}")

    def _meanwhile(self) -> str:
        known = "with_duty_team" if self.duty_team else "without_duty_team"
        return self.say(known).format(number=self.duty_team)
