"""The pictures of a scenario, and what each shows in words."""

from collections.abc import Callable, Mapping, Sequence

from web.demand.cases import Three
from web.demand.inputs import YEARS
from web.demand.model import AT_THE_END, SERIES, Forecast
from web.demand.tornado import Bar, Tornado
from web.staff.demand import drawing
from web.staff.demand.drawing import Paper
from web.words.book import words

_MILLION = 1_000_000
SHOWN_BARS = 10


def cost(three: Three, name: str, paper: Paper) -> bytes:
    """Cost by year in million pounds, as it is and done differently."""
    said = words("demand")
    years = [str(said["year"]).format(number=year) for year in range(1, YEARS + 1)]
    return drawing.bars(years, _both(three, name, _millions), paper)


def people(three: Three, name: str, paper: Paper) -> bytes:
    """People with long-term support, month by month."""
    months = [str(step.month) for step in three.central.today.steps]
    return drawing.lines(months, _both(three, name, _supported), every=12, paper=paper)


def matters(found: Tornado, paper: Paper) -> bytes:
    """How far each figure moves what comes out, the farthest first, in million pounds from the middle."""
    said, bars = words("demand")["charts"], shown_bars(found)
    ends = [[_moved(end, found) for end in (bar.low, bar.high)] for bar in bars]
    names = (str(said["low_end"]), str(said["high_end"]))
    return drawing.tornado(
        [bar.label for bar in bars], [end[0] for end in ends], [end[1] for end in ends], names, paper
    )


def said_of(three: Three, name: str) -> Mapping[str, str]:
    """What the pictures of cost and people show, for whoever does not see them."""
    said = words("demand")["charts"]
    pair = three.central
    spent = {key: ", ".join(f"{each:,.1f}" for each in _millions(of)) for key, of in
             (("today", pair.today), ("then", pair.then))}  # fmt: skip
    have = {key: _supported(of) for key, of in (("today", pair.today), ("then", pair.then))}
    return {
        "cost": str(said["cost_said"]).format(name=name, **spent),
        "people": str(said["people_said"]).format(
            name=name,
            first=f"{have['today'][0]:,.0f}",
            today=f"{have['today'][-1]:,.0f}",
            then=f"{have['then'][-1]:,.0f}",
        ),
    }


def said_of_matters(found: Tornado) -> str:
    """What the picture of what matters most shows."""
    said = words("demand")["charts"]
    bars = (
        str(said["matters_bar"]).format(
            label=bar.label, low=_in_millions(bar.low), high=_in_millions(bar.high)
        )
        for bar in shown_bars(found)
    )
    return str(said["matters_said"]).format(middle=_in_millions(found.middle), bars="; ".join(bars))


def shown_bars(found: Tornado) -> Sequence[Bar]:
    """The bars that have two ends to draw."""
    return [bar for bar in found.bars if bar.low is not None and bar.high is not None][:SHOWN_BARS]


def _both(
    three: Three, name: str, of: Callable[[Forecast], Sequence[float]]
) -> Mapping[str, Sequence[float]]:
    today, then = of(three.central.today), of(three.central.then)
    as_is = str(words("demand")["as_is"])
    return {as_is: today} if name == as_is else {as_is: today, name: then}


def _millions(forecast: Forecast) -> Sequence[float]:
    return [round(forecast.of("cost", year) / _MILLION, 1) for year in range(1, YEARS + 1)]


def _supported(forecast: Forecast) -> Sequence[float]:
    return [round(sum(SERIES[name](step) for name in AT_THE_END)) for step in forecast.steps]


def _moved(end: float | None, found: Tornado) -> float:
    return round(((end or 0.0) - found.middle) / _MILLION, 2)


def _in_millions(pounds: float | None) -> str:
    return f"{(pounds or 0.0) / _MILLION:,.1f}"
