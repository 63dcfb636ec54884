"""An example of a file of figures: made from the register, so that it names every measure there is."""

from datetime import date
from functools import cache

from web.numbers.months import before
from web.numbers.six.feed import Value, feed_file
from web.numbers.six.register import six_measures

_LAST = date(2017, 3, 1)  # the end of the year that Norfolk's paper looks back on
_MONTHS = 3
_WHOLE, _POPULATION = 240, 190_000


@cache
def example_file() -> str:
    """Three months of invented figures, with a target from the first of them on."""
    months = [before(_LAST, back) for back in range(_MONTHS - 1, -1, -1)]
    values = {}
    for place, measure in enumerate(each for each in six_measures().values() if each.feed):
        for step, month in enumerate(months):
            is_share = measure.feed is not None and measure.feed.is_share
            number, out_of = (60 + 9 * place + 3 * step, _WHOLE) if is_share else (9 + step, _POPULATION)
            target = (30.0 if is_share else 5.5) if step == 0 else None
            values[measure.id, month] = Value(measure.id, month, number, out_of, target)
    return feed_file(values, six_measures(), months)
