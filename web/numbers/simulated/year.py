"""A year of an invented council: seeded, so that the same seed makes the same year. Pure; nobody is in it."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

PLAN_FILE = Path(__file__).with_name("year.yml")
DAYS = 364
_DUE = {"emergency": 1, "urgent": 8, "priority": 24, "routine": 120}  # hours
T = TypeVar("T")


@dataclass(frozen=True)
class SimulatedHandoff:
    """What was handed on, and what became of it; words as the store has them."""

    safeguarding: bool
    reason: str
    priority: str
    team: str
    request: str | None
    respond_by: datetime
    contacted_at: datetime | None
    closed_at: datetime | None
    outcome: str | None
    promise_kept: bool | None
    asked: str | None
    answer: str | None


@dataclass(frozen=True)
class SimulatedContact:
    """One contact of the invented year. `person`: a number within the year, None where nobody knows."""

    at: datetime
    channel: str
    site: str
    district: str
    needs: tuple[str, ...]
    unmet: bool
    outcome: str
    request: str | None
    risk_level: str | None
    concern: bool
    out_of_hours: bool
    shown: bool
    person: int | None
    handoff: SimulatedHandoff | None
    price: str
    verdict: str | None


@dataclass
class Council:
    """What goes on from one contact to the next: chance, how many were here, of whom the last come back."""

    chance: random.Random
    last: datetime
    remembered: int = 1500
    people: int = 0

    def one_of(self, weights: Mapping[T, float]) -> T:
        """One of the keys, by weight."""
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def happens(self, share: float) -> bool:
        """Does what happens in this share of cases happen now?"""
        return self.chance.random() < share

    def somebody(self, returning: float) -> int:
        """A person: somebody who was here lately, or somebody new."""
        if self.people and self.happens(returning):
            return self.chance.randrange(max(0, self.people - self.remembered), self.people) + 1
        self.people += 1
        return self.people


def simulate(seed: int, last_day: date, *, scale: float = 1.0) -> Iterator[SimulatedContact]:
    """The year up to and with `last_day`, in order of time; `scale`: how much larger the council is."""
    end = datetime(last_day.year, last_day.month, last_day.day, 23, 59, tzinfo=UTC)
    chance = random.Random(seed)  # noqa: S311 - invented people, no secret
    council = Council(chance, end, remembered=round(1500 * max(scale, 1)))
    for back in range(DAYS - 1, -1, -1):
        yield from _day(council, last_day - timedelta(days=back), 1 - back / DAYS, scale)


def site_days(last_day: date) -> tuple[date, date]:
    """The first and the last day of the year's innovation site."""
    runs = [back for back in range(DAYS) if _runs(1 - back / DAYS)]
    return last_day - timedelta(days=max(runs)), last_day - timedelta(days=min(runs))


def _runs(gone: float) -> bool:
    """Is the innovation site going when this share of the year is gone?"""
    site = year_plan()["site"]
    begun, ended = site["from_share"], site["from_share"] + site["days"] / DAYS
    return bool(begun <= gone < ended)


def _day(council: Council, day: date, gone: float, scale: float) -> Iterator[SimulatedContact]:
    plan = year_plan()
    usual = plan["contacts_a_day"] * plan["seasons"][day.month - 1] * scale
    usual *= plan["weekend"] if day.weekday() >= 5 else 1
    number = max(0, round(council.chance.gauss(usual, usual**0.5)))
    hours = dict(enumerate(plan["hours"]))
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    for minute in sorted(60 * council.one_of(hours) + council.chance.randrange(60) for _ in range(number)):
        yield _contact(council, start + timedelta(minutes=minute), gone)


def _contact(council: Council, at: datetime, gone: float) -> SimulatedContact:
    plan = year_plan()
    district, channel = council.one_of(plan["districts"]), council.one_of(plan["channels"])
    in_site = district == plan["site"]["district"] and _runs(gone)
    needs = _needs(council)
    level = next((each for each, share in plan["alert"].items() if council.happens(share)), None)
    concern = council.happens(plan["concern"])
    asked = council.happens(plan["assessment_asked"])
    went = council.chance.random()
    claims = plan["site"]["claimed"] if in_site else plan["claimed"]
    handed_on = bool(level in ("urgent", "priority") or concern or asked)
    abandoned = not handed_on and not level and went < plan["abandoned"]
    claimed = not handed_on and not level and not abandoned and went < plan["abandoned"] + claims
    handed_on = handed_on or not (abandoned or claimed or level)
    known = council.happens(plan["known"] if handed_on else plan["known_anyway"] * (channel != "web"))
    request = "request_assessment" if asked else None
    outcome = (
        "risk" if level else "abandoned" if abandoned else "resolved_claimed" if claimed else "handed_off"
    )
    unmet = bool(needs) and not claimed and council.happens(plan["unmet"])
    early, late = plan["out_of_hours_before"], plan["out_of_hours_after"]
    return SimulatedContact(
        at=at, channel=channel, site=plan["site"]["name"] if in_site else "usual", district=district,
        needs=needs, unmet=unmet, outcome=outcome, request=request,
        risk_level=level or ("check" if council.happens(plan["check"]) else None), concern=concern,
        out_of_hours=not early <= at.hour < late or at.weekday() >= 5, shown=bool(needs) and not concern,
        person=council.somebody(plan["returning"]) if known else None,
        handoff=_handoff(council, at, level, request, concern, unmet) if handed_on else None,
        price=council.one_of(plan["prices"]),
        verdict=council.one_of(plan["verdicts"]) if council.happens(plan["reviewed"]) else None,
    )  # fmt: skip


def _needs(council: Council) -> tuple[str, ...]:
    plan = year_plan()
    if council.happens(plan["no_need"]):
        return ()
    first = council.one_of(plan["needs"])
    second = council.one_of(plan["needs"]) if council.happens(plan["second_need"]) else first
    return tuple(dict.fromkeys((first, second)))


def _handoff(
    council: Council, at: datetime, level: str | None, request: str | None, concern: bool, unmet: bool
) -> SimulatedHandoff:
    plan = year_plan()
    priority = level or ("urgent" if concern else "priority" if request else "routine")
    due = at + timedelta(hours=_DUE[priority])
    wait = _DUE[priority] * (
        council.chance.uniform(1.05, 2.5)
        if council.happens(plan["late"])
        else council.chance.betavariate(2, 3)
    )
    contacted, closed = (
        at + timedelta(hours=wait),
        at + timedelta(hours=wait, days=council.chance.expovariate(0.2)),
    )
    outcome = "safeguarding_no_enquiry" if concern else council.one_of(plan["outcomes"])
    if request and outcome in (
        "no_assessment_needed",
        "signposted_content",
        "info_only",
        "referred_voluntary",
    ):
        outcome = "assessment_requested"  # nobody who asked for one is closed without
    over = closed <= council.last and not council.happens(plan["never"])
    asked = over and not concern and closed + timedelta(days=14) < council.last
    asked = asked and council.happens(plan["asked_of_closed"])
    answer = council.one_of(plan["answers"]) if asked else "none"
    reason = "risk" if level else "request" if request else "no_match" if unmet else "not_enough"
    teams = {
        "adult_social_care": 60,
        "occupational_therapy": 14,
        "reablement": 10,
        "carers": 10,
        "housing": 6,
    }
    return SimulatedHandoff(
        safeguarding=concern, reason=reason, priority=priority, request=request, respond_by=due,
        team="safeguarding" if concern else council.one_of(teams),
        contacted_at=contacted if contacted <= council.last else None, closed_at=closed if over else None,
        outcome=outcome if over else None,
        promise_kept=contacted <= due if contacted <= council.last else None,
        asked="text" if asked else None, answer=None if answer == "none" else answer,
    )  # fmt: skip


@cache
def year_plan() -> dict[str, Any]:
    """The file, read once. Shared: do not change what comes back."""
    plan: dict[str, Any] = yaml.safe_load(PLAN_FILE.read_text(encoding="utf-8"))
    return plan
