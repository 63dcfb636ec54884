"""Five years by month: the pathway, its stocks and its costs under one set of figures. Pure.

docs/demand.md says what the model holds and what it leaves out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum

from web.demand import costs
from web.demand.inputs import YEARS, Case
from web.demand.interventions import MONTHS, Intervention, changed, spent
from web.demand.pathway import (
    Flows,
    Values,
    check,
    lag,
    new_contacts,
    resolved_before,
    starting,
    through_month,
)

# What a page can show by month: each a number of people or pounds.
SERIES: Mapping[str, Callable[["Step"], float]] = {
    "contacts": lambda step: step.flows.contacts,
    "requests": lambda step: step.flows.requests,
    "assessments": lambda step: step.flows.to_assessment,
    "reablement": lambda step: step.flows.stocks["reablement"].came,
    "community": lambda step: step.flows.stocks["community"].end,
    "residential": lambda step: step.flows.stocks["residential"].end,
    "nursing": lambda step: step.flows.stocks["nursing"].end,
    "cost": lambda step: step.total,
}
AT_THE_END = ("community", "residential", "nursing")  # people on the last day; the others add up over time


@dataclass(frozen=True)
class Step:
    """One month: what happened, and what it cost by line."""

    month: int
    flows: Flows
    cost: Mapping[str, float]

    @property
    def total(self) -> float:
        """Pounds, all lines."""
        return fsum(self.cost.values())


@dataclass(frozen=True)
class Forecast:
    """Sixty months, and the lines whose cost nobody knows."""

    steps: tuple[Step, ...]
    not_counted: tuple[str, ...]

    @cached_property
    def total(self) -> float:
        """Pounds over the five years."""
        return fsum(step.total for step in self.steps)

    def year(self, year: int) -> tuple[Step, ...]:
        """The twelve months of a year, 1 to 5."""
        return self.steps[12 * (year - 1) : 12 * year]

    def of(self, name: str, year: int) -> float:
        """One of SERIES for a year: the last month of it for people with support, else the sum."""
        steps = self.year(year)
        if name in AT_THE_END:
            return SERIES[name](steps[-1])
        return fsum(SERIES[name](step) for step in steps)

    def line(self, name: str, year: int | None = None) -> float:
        """Pounds of one line of costs, in a year or in all."""
        return fsum(step.cost[name] for step in (self.year(year) if year else self.steps))


def run(today: Values, acting: Sequence[Intervention] = (), case: Case = Case.CENTRAL) -> Forecast:
    """The five years under these figures and interventions; Impossible where they cannot be true together."""
    check(today, 0)
    fresh, people = new_contacts(today), starting(today)
    before, resolved = resolved_before(today), list[float]()
    grown, steps, values, reached = 1.0, list[Step](), today, [0.0] * len(acting)
    for month in range(1, MONTHS + 1):
        now_reached = [each.reached(month) for each in acting]
        if now_reached != reached:  # else it is as it was the month before
            reached, values = now_reached, changed(today, acting, month, case)
            check(values, month)
        back = month - lag(values)
        returned = values["return_share"] * (resolved[back - 1] if back >= 1 else before)
        volume = values["contacts_year"] / today["contacts_year"] if today["contacts_year"] else 1.0
        other = values["requests_other_year"] / 12 * grown
        flows = through_month(values, fresh * volume * grown, returned, other, people)
        cost = costs.of_month(values, flows, _price(today, month), spent(acting, month))
        steps.append(Step(month, flows, cost))
        resolved.append(flows.resolved)
        people = {name: stock.end for name, stock in flows.stocks.items()}
        grown *= (1 + today[f"population_growth_{_year(month)}"]) ** (1 / 12)
    return Forecast(tuple(steps), costs.not_counted(today))


def _price(today: Values, month: int) -> float:
    """How much dearer things are in a month than today: each year's rise is paid from the next year on."""
    price = 1.0
    for year in range(1, _year(month)):
        price *= 1 + today[f"price_growth_{year}"]
    return price


def _year(month: int) -> int:
    return min(YEARS, (month - 1) // 12 + 1)
