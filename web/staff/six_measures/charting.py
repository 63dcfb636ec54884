"""The chart of one measure over its months, with what it shows in words. Pure."""

from datetime import date

from web.staff.charts.chart import Chart, Line, Scale, amount
from web.staff.six_measures.reading import Series
from web.words.book import words

FEWEST = 3  # months; fewer make no line


def chart_of(series: Series) -> Chart | None:
    """The whole months with figures, the oldest first, and the target; None where there are too few."""
    months = [each for each in reversed(series.months) if each.value is not None and not each.so_far]
    if len(months) < FEWEST:
        return None
    say = words("six_measures")["chart"]
    scale: Scale = "share" if series.per == 100 else "number"
    values = tuple(round(each.value, 1) for each in months if each.value is not None)
    least, most = min(values), max(values)
    said = say["said"].format(
        measure=series.measure.label, first=_long(months[0].first), last=_long(months[-1].first),
        least=amount(least, scale), least_in=_long(months[values.index(least)].first),
        most=amount(most, scale), most_in=_long(months[values.index(most)].first),
        newest=amount(values[-1], scale), per=say["per"][series.per],
    )  # fmt: skip
    target = () if series.target is None else (Line(say["target"], series.target, "target"),)
    name = say["name"][series.per]
    labels = tuple(f"{each.first:%b %y}" for each in months)
    return Chart("weeks", name, labels, values, said, scale, target)


def _long(month: date) -> str:
    return f"{month:%B %Y}"
