"""Norfolk's four questions (paragraph 4.7 of its paper of July 2017), answered from the model. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from web.demand.cases import Pair, Ranges, values
from web.demand.inputs import Case, Range
from web.demand.interventions import Intervention
from web.demand.model import AT_THE_END, SERIES, Forecast, Step, run
from web.demand.pathway import Impossible, Values

HOMES = ("residential", "nursing")
SHOWN_YEARS = (1, 2, 5)
FEWER, TARGET = 10.0, 10.0  # per cent, where nobody says
_RAMP = 12  # months over which a change of questions three and four grows
_MOST = 50.0  # per cent: a figure that had to change by more is no way out
_STEPS, _NEAR = 40, 1e-9
ELSEWHERE = (
    "to_request", "request_to_assessment", "reablement_success", "home_care_hours",
    "community_to_residential",
)  # fmt: skip


@dataclass(frozen=True)
class HowQuickly:
    """First question: the first month with one person fewer in long-term support, and with half of all."""

    fewer: tuple[float, ...]
    first: int | None
    half: int | None


@dataclass(frozen=True)
class FewerAssessments:
    """Second question: `by` per cent fewer of them, and what changes by the end of years 1, 2 and 5."""

    by: float
    at_home: tuple[float, ...]
    day: tuple[float, ...] | None
    avoided: float


@dataclass(frozen=True)
class WayOut:
    """A change of one figure, in per cent of today's, that makes up for it; None: not within half."""

    lever: str
    change: float | None


@dataclass(frozen=True)
class MissedTarget:
    """Third question. `cost`: of missing it; None where it is missed even if nobody goes there directly."""

    wanted: float
    reached: float
    now: float
    cost: float | None
    ways: tuple[WayOut, ...]

    @property
    def missed_by(self) -> float:
        """How many people more than wanted live in care homes after five years."""
        return max(0.0, self.reached - self.wanted)


@dataclass(frozen=True)
class Benchmark:
    """What another council reached."""

    lever: str
    value: float
    label: str
    source: str
    better: str


@dataclass(frozen=True)
class Matched:
    """Fourth question: one benchmark, or all together (None).

    `pair` is None where the council is `there` already, or where the figures cannot be true together.
    """

    benchmark: Benchmark | None
    today: float | None
    pair: Pair | None
    there: bool


def how_quickly(pair: Pair) -> HowQuickly:
    """How quickly will early help reduce packages: people in long-term support, with and without it."""
    fewer = [_supported(a) - _supported(b) for a, b in zip(pair.today.steps, pair.then.steps, strict=True)]
    most = max(fewer)
    return HowQuickly(
        tuple(fewer[12 * year - 1] for year in SHOWN_YEARS),
        next((month for month, each in enumerate(fewer, 1) if each >= 1), None),
        next((month for month, each in enumerate(fewer, 1) if most >= 1 and each >= most / 2), None),
    )


def fewer_assessments(ranges: Ranges, acting: Sequence[Intervention], by: float = FEWER) -> FewerAssessments:
    """What fewer assessments do to support at home and day support: `by` per cent fewer from month one."""
    today = values(ranges)
    before = run(today, acting)
    after = run(today, [*acting, _change("request_to_assessment", -by, ramp=0)])
    at_home = tuple(after.of("community", year) - before.of("community", year) for year in SHOWN_YEARS)
    share = today.get("day_share")
    day = None if share is None else tuple(each * share for each in at_home)
    return FewerAssessments(by, at_home, day, before.total - after.total)


def missed_target(ranges: Ranges, acting: Sequence[Intervention], target: float = TARGET) -> MissedTarget:
    """Where else to reduce, if `target` per cent fewer people in care homes after five years is missed."""
    today = values(ranges)
    there = run(today, acting)
    now = sum(today[f"{home}_people"] for home in HOMES)
    wanted, reached = now * (1 - target / 100), _in_homes(there.steps[-1])
    if reached <= wanted:
        return MissedTarget(wanted, reached, now, 0.0, ())
    hit = _root(lambda by: _in_homes(_run(today, [*acting, *_stay_home(by)]).steps[-1]) - wanted, 100.0)
    if hit is None:
        return MissedTarget(wanted, reached, now, None, ())
    cost = there.total - _run(today, [*acting, *_stay_home(hit)]).total
    ways = (_way_out(today, acting, lever, there.total - cost) for lever in ELSEWHERE)
    return MissedTarget(wanted, reached, now, cost, tuple(ways) if cost > 0 else ())


def matched(ranges: Ranges, acting: Sequence[Intervention]) -> tuple[Matched, ...]:
    """What if we matched high-performing councils: each benchmark alone, then all of them."""
    today = values(ranges)
    before = run(today, acting)
    ahead = {each: _to_reach(today, each) for each in benchmarks()}
    alone = [
        Matched(
            each, today[each.lever] * 100, _pair(before, today, [*acting, act]) if act else None, act is None
        )
        for each, act in ahead.items()
    ]
    every = [act for act in ahead.values() if act]
    together = _pair(before, today, [*acting, *every]) if every else None
    return (*alone, Matched(None, None, together, there=not every))


@cache
def benchmarks() -> tuple[Benchmark, ...]:
    """What other councils reached, from web/demand/benchmarks.yml."""
    file = Path(__file__).parent / "benchmarks.yml"
    told: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return tuple(
        Benchmark(each["lever"], each["value"], each["label"], each["source"].strip(), each["better"])
        for each in told
    )


def _to_reach(today: Values, benchmark: Benchmark) -> Intervention | None:
    goal, value = benchmark.value / 100, today[benchmark.lever]
    there = value <= goal if benchmark.better == "lower" else value >= goal
    return None if there or not value else _change(benchmark.lever, (goal / value - 1) * 100, ramp=_RAMP)


def _pair(before: Forecast, today: Values, acting: Sequence[Intervention]) -> Pair | None:
    try:
        return Pair(before, run(today, acting))
    except Impossible:
        return None


def _way_out(today: Values, acting: Sequence[Intervention], lever: str, enough: float) -> WayOut:
    def too_dear(percent: float) -> float:
        return _run(today, [*acting, _change(lever, percent, ramp=_RAMP)]).total - enough

    for most in (-_MOST, _MOST):
        found = _root(too_dear, _possible(too_dear, most))
        if found is not None:
            return WayOut(lever, found)
    return WayOut(lever, None)


def _possible(run_with: Callable[[float], float], most: float) -> float:
    """`most`, or as near to it as figures can be true together."""
    low, high = 0.0, most
    for _step in range(_STEPS):
        try:
            run_with(high)
            return high
        except Impossible:
            high = (low + high) / 2
    return low


def _root(above: Callable[[float], float], most: float) -> float | None:
    """Where a steady function crosses 0 between 0 and `most`, by false position; None where it does not."""
    left, right = 0.0, most
    at_left, at_right = above(left), above(right)
    if at_right > 0:
        return None
    for _step in range(_STEPS):
        middle = (left * at_right - right * at_left) / (at_right - at_left)
        at_middle = above(middle)
        if abs(at_middle) <= _NEAR * max(1.0, abs(at_left)):
            return middle
        if at_middle > 0:
            left, at_left, at_right = middle, at_middle, at_right / 2  # halved: neither end gets stuck
        else:
            right, at_right, at_left = middle, at_middle, at_left / 2
    return right


def _stay_home(percent: float) -> list[Intervention]:
    """So many per cent fewer go straight to a care home; they have long-term support at home instead."""
    instead = {f"assessment_to_{home}": "assessment_to_community" for home in HOMES}
    after = {
        f"after_reablement_{home}": "" for home in HOMES
    }  # the others of that stage have support at home
    return [_change(name, -percent, ramp=0, instead=where) for name, where in {**instead, **after}.items()]


def _change(lever: str, percent: float, *, ramp: int, instead: str = "") -> Intervention:
    return Intervention("", lever, Range(percent, percent, percent), start=1, ramp=ramp, instead=instead)


def _run(today: Values, acting: Sequence[Intervention]) -> Forecast:
    return run(today, acting, Case.CENTRAL)


def _supported(step: Step) -> float:
    return sum(SERIES[name](step) for name in AT_THE_END)


def _in_homes(step: Step) -> float:
    return sum(SERIES[name](step) for name in HOMES)
