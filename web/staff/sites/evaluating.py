"""From the store to an evaluation: the sums of a site and of what it stands against, this moment."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from web.clock import local_day
from web.database import Transaction
from web.models.site import Site
from web.numbers.evaluation import Compared, Part, Plan, compare, plan_of
from web.numbers.totals import Totals
from web.settings import WebSettings
from web.staff.dashboard.reading import Reader
from web.store import evaluating, sites


@dataclass(frozen=True)
class Against:
    """One comparison: with whom, its sums, each measure."""

    part: Part
    totals: Totals
    measures: list[Compared]


@dataclass(frozen=True)
class Evaluation:
    """A site as it stands. `before` is None where there is no baseline."""

    plan: Plan
    totals: Totals
    usual: Against
    before: Against | None


class Evaluator:
    """Evaluates sites at one moment of the store."""

    def __init__(self, store: Transaction, moment: datetime, settings: WebSettings) -> None:
        self._store, self._moment = store, moment
        self.today = local_day(moment, settings.time_zone)
        self._ahead = Reader.of(store, moment, settings).ahead.cells

    def evaluate(self, site: Site, until: date | None = None) -> Evaluation | None:
        """The site against the others; None before it begins.

        `until`: of contacts up to the end of that day, with what is known of them now.
        """
        day = min(until or self.today, self.today)
        plan = plan_of(sites.rule_of(site), site.baseline_weeks, day)
        if plan is None or site.withdrawn_at is not None:
            return None
        if day < self.today:
            plan = replace(plan, today=day + timedelta(days=1))  # that day is over
        here = self.totals(plan.here)
        before = self._against(here, plan.before) if plan.before else None
        return Evaluation(plan, here, self._against(here, plan.usual), before)

    def totals(self, part: Part) -> Totals:
        """The sums of a part."""
        overdue = evaluating.overdue(self._store, part, self._moment)
        return Totals(evaluating.by_day(self._store, part, self._ahead), self.today, overdue=overdue)

    def _against(self, here: Totals, part: Part) -> Against:
        totals = self.totals(part)
        return Against(part, totals, compare(here, totals))
