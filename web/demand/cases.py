"""Low, central and high: the five years with every figure at one end, as is and done differently. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from web.demand.inputs import Case, Range, known
from web.demand.interventions import Intervention
from web.demand.model import Forecast, run
from web.demand.pathway import Impossible, Values

Ranges = Mapping[str, Range]
Ends = Mapping[str, Case]  # by what moves together; what is not named stays in the middle


@dataclass(frozen=True)
class Pair:
    """The five years as they are and with what would be done differently."""

    today: Forecast
    then: Forecast

    @property
    def avoided(self) -> float:
        """Indicative cost avoided over the five years, in pounds; below 0 it costs more."""
        return self.today.total - self.then.total

    def avoided_in(self, year: int) -> float:
        """The same of one year."""
        return self.today.of("cost", year) - self.then.of("cost", year)


@dataclass(frozen=True)
class Three:
    """The central case, and the cheap and the dear one where their figures can be true together."""

    central: Pair
    low: Pair | None
    high: Pair | None


def values(ranges: Ranges, ends: Ends | None = None) -> Values:
    """What the model reckons with: shares for per cent, each figure at its end."""
    chosen = ends or {}
    told = known()
    return {
        id_: range_.of(chosen.get(told[id_].moves, Case.CENTRAL)) * told[id_].scale
        for id_, range_ in ranges.items()
    }


def pair(
    ranges: Ranges, acting: Sequence[Intervention], ends: Ends | None = None, case: Case = Case.CENTRAL
) -> Pair:
    """Both runs under one set of figures; Impossible where they cannot be true together."""
    today = values(ranges, ends)
    as_is = run(today)
    return Pair(as_is, run(today, acting, case) if acting else as_is)


def three(ranges: Ranges, acting: Sequence[Intervention]) -> Three:
    """Low: each figure at the end that makes the five years cheaper, the smallest effects. High: the rest."""
    cheap, dear = ends_by_cost(ranges)
    return Three(
        pair(ranges, acting),
        _if_possible(ranges, acting, cheap, Case.LOW),
        _if_possible(ranges, acting, dear, Case.HIGH),
    )


def ends_by_cost(ranges: Ranges) -> tuple[Ends, Ends]:
    """For all that moves, the end that makes the five years cheaper and the end that makes them dearer."""
    cheap, dear = dict[str, Case](), dict[str, Case]()
    for name in moving(ranges):
        totals = {
            end: total for end in (Case.LOW, Case.HIGH) if (total := _total(ranges, {name: end})) is not None
        }
        if totals:
            cheap[name] = min(totals, key=lambda end: totals[end])
            dear[name] = max(totals, key=lambda end: totals[end])
    return cheap, dear


def moving(ranges: Ranges) -> tuple[str, ...]:
    """What can be low or high, in the order of the page; what moves together once."""
    told = known()
    return tuple(dict.fromkeys(told[id_].moves for id_ in told if id_ in ranges and ranges[id_].is_wide))


def _total(ranges: Ranges, ends: Ends) -> float | None:
    try:
        return run(values(ranges, ends)).total
    except Impossible:
        return None


def _if_possible(ranges: Ranges, acting: Sequence[Intervention], ends: Ends, case: Case) -> Pair | None:
    try:
        return pair(ranges, acting, ends, case)
    except Impossible:
        return None
