"""What matters most: one figure at a time at its low and its high end, all others in the middle. Pure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from web.demand.cases import Pair, Ranges, moving, pair
from web.demand.inputs import Case, Range, known
from web.demand.interventions import Intervention
from web.demand.pathway import Impossible

Outcome = Literal["cost", "avoided"]
OUTCOMES: dict[Outcome, Callable[[Pair], float]] = {
    "cost": lambda pair: pair.then.total,
    "avoided": lambda pair: pair.avoided,
}


@dataclass(frozen=True)
class Bar:
    """One figure: what comes out at its low end and at its high one; None where that cannot be true."""

    label: str
    low: float | None
    high: float | None

    @property
    def span(self) -> float:
        """How far the two are apart."""
        return abs(self.high - self.low) if self.low is not None and self.high is not None else 0.0


@dataclass(frozen=True)
class Tornado:
    """The bars, the longest first, around what comes out with every figure in the middle."""

    middle: float
    bars: tuple[Bar, ...]


def tornado(ranges: Ranges, acting: Sequence[Intervention], outcome: Outcome) -> Tornado:
    """For the cost of the five years with these interventions, or for the indicative cost avoided by them."""
    bars = (*_figures(ranges, acting, outcome), *_effects(ranges, acting, outcome))
    there = [bar for bar in bars if bar.span or None in (bar.low, bar.high)]
    return Tornado(OUTCOMES[outcome](pair(ranges, acting)), tuple(sorted(there, key=lambda bar: -bar.span)))


def _figures(ranges: Ranges, acting: Sequence[Intervention], outcome: Outcome) -> Iterator[Bar]:
    labels = {each.moves: each.together for each in known().values()}
    for name in moving(ranges):
        ends = [_out(ranges, acting, outcome, {name: end}) for end in (Case.LOW, Case.HIGH)]
        yield Bar(labels[name], *ends)


def _effects(ranges: Ranges, acting: Sequence[Intervention], outcome: Outcome) -> Iterator[Bar]:
    for place, each in enumerate(acting):
        if each.effect.is_wide:
            ends = [
                _out(ranges, [*acting[:place], _fixed(each, case), *acting[place + 1 :]], outcome, {})
                for case in (Case.LOW, Case.HIGH)
            ]
            yield Bar(each.name, *ends)


def _fixed(each: Intervention, case: Case) -> Intervention:
    effect = each.effect.of(case)
    return replace(each, effect=Range(effect, effect, effect))


def _out(
    ranges: Ranges, acting: Sequence[Intervention], outcome: Outcome, ends: dict[str, Case]
) -> float | None:
    try:
        return OUTCOMES[outcome](pair(ranges, acting, ends))
    except Impossible:
        return None
