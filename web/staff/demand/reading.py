"""From the store to what the pages of the model show; what was reckoned once is kept for the next page."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from web.clock import local_day, now
from web.database import Transaction
from web.demand import counted as counting
from web.demand.cases import Three, three
from web.demand.counted import Counted
from web.demand.pathway import Impossible
from web.demand.questions import (
    FewerAssessments,
    HowQuickly,
    Matched,
    MissedTarget,
    fewer_assessments,
    how_quickly,
    matched,
    missed_target,
)
from web.demand.saved import Figures, Plan, figures_of, missing, plan_of, ranges
from web.demand.table import Told
from web.demand.tornado import Outcome, Tornado, tornado
from web.models.demand import DemandVersion
from web.numbers.chosen import Chosen
from web.settings import WebSettings
from web.staff.dashboard.reading import Reader
from web.store import demand as stored
from web.words.book import words


@dataclass(frozen=True)
class Council:
    """The newest figures; version 0 where nobody has saved any."""

    version: int
    figures: Figures
    body: str
    saved_at: datetime | None = None

    @cached_property
    def missing(self) -> list[str]:
        """What has still to be typed before the model can be run."""
        return list(missing(self.figures))


@dataclass(frozen=True)
class Scenario:
    """The newest version of a scenario; number 0: nothing is done differently."""

    number: int
    version: int
    name: str
    plan: Plan
    body: str
    saved_at: datetime | None = None

    def told(self, council: Council) -> Told:
        """For a file; Impossible where the figures cannot be true together."""
        return Told(self.name, self.version, council.version, reckoned(council, self))


def council_of(store: Transaction) -> Council:
    """The figures that count now."""
    newest = stored.figures(store)
    if newest is None:
        return Council(0, {}, "{}")
    return Council(newest.id, figures_of(newest.figures), as_text(newest.figures), newest.saved_at)


def as_it_is() -> Scenario:
    """The scenario in which nothing is done differently."""
    return Scenario(
        0, 0, str(words("demand")["as_is"]), Plan(), as_text({"acting": [], "fewer_in_homes": 10.0})
    )


def scenario_of(store: Transaction, number: int) -> Scenario | None:
    """A scenario by its number; None where there is none."""
    if number == 0:
        return as_it_is()
    found = stored.scenario(store, number)
    return None if found is None else from_version(found)


def from_version(found: DemandVersion) -> Scenario:
    """A version as pages know it."""
    plan, body = plan_of(found.plan), as_text(found.plan)
    return Scenario(found.scenario_id, found.number, found.name, plan, body, found.saved_at)


def reckoned(council: Council, scenario: Scenario) -> Three:
    """The three cases; Impossible where the most likely figures cannot be true together."""
    return _three(council.body, scenario.body)


def mattering(council: Council, scenario: Scenario, outcome: Outcome) -> Tornado:
    """What matters most; Impossible as above."""
    return _tornado(council.body, scenario.body, outcome)


@dataclass(frozen=True)
class Answers:
    """What the model says to Norfolk's four questions."""

    one: HowQuickly
    two: FewerAssessments
    three: MissedTarget
    four: tuple[Matched, ...]


def answered(council: Council, scenario: Scenario, fewer: float) -> Answers:
    """The four answers, the second for `fewer` per cent fewer assessments; Impossible as above."""
    return _answers(council.body, scenario.body, fewer)


def problem_of(council: Council, scenario: Scenario) -> Impossible | None:
    """Why these figures cannot be true together with what this scenario does; None where they can."""
    try:
        reckoned(council, scenario)
    except Impossible as impossible:
        return impossible
    return None


def counts(store: Transaction, settings: WebSettings) -> Mapping[str, Counted]:
    """What Signpost counted in the last twelve months."""
    moment = now()
    first, last = counting.period(local_day(moment, settings.time_zone))
    chosen, reader = Chosen(first, last), Reader.of(store, moment, settings)
    channels = reader.by_trait(chosen, "channel", ("contacts",))
    return counting.counted(reader.totals(chosen), channels, first, last)


@lru_cache(maxsize=128)
def _three(council: str, plan: str) -> Three:
    return three(ranges(figures_of(json.loads(council))), plan_of(json.loads(plan)).acting)


@lru_cache(maxsize=64)
def _tornado(council: str, plan: str, outcome: Outcome) -> Tornado:
    return tornado(ranges(figures_of(json.loads(council))), plan_of(json.loads(plan)).acting, outcome)


@lru_cache(maxsize=64)
def _answers(council: str, plan: str, fewer: float) -> Answers:
    figures, told = ranges(figures_of(json.loads(council))), plan_of(json.loads(plan))
    return Answers(
        how_quickly(_three(council, plan).central),
        fewer_assessments(figures, told.acting, fewer),
        missed_target(figures, told.acting, told.fewer_in_homes),
        matched(figures, told.acting),
    )


def as_text(body: Mapping[str, Any]) -> str:
    """A body as text that is the same for the same body."""
    return json.dumps(body, sort_keys=True)
