"""The first page of numbers: every measure over a period, then by day and channel."""

from datetime import date, timedelta

from flask import Blueprint, render_template, request

from web.clock import local_day, now
from web.numbers.measures import MEASURES
from web.numbers.tally import Tally
from web.parts import parts
from web.store import numbers as stored

_DAYS = 28
_MOST_DAYS = 366


def numbers() -> str:
    """The numbers of a period: ?from= and ?to= are days, without them the last four weeks."""
    first, last = _period()
    with parts().store.reading() as store:
        rows = stored.tallies(store, first, last)
    whole = sum(rows.values(), start=Tally())
    return render_template(
        "staff/numbers.html", first=first, last=last, rows=rows, whole=whole, measures=MEASURES
    )


def add_to(blueprint: Blueprint) -> None:
    """Opens the page on the staff's blueprint."""
    blueprint.add_url_rule("/numbers", view_func=numbers, methods=["GET"])


def _period() -> tuple[date, date]:
    """First and last day asked for, in order and at most a year; a day that is none counts as not given."""
    last = _day("to") or local_day(now(), parts().settings.time_zone)
    first = _day("from") or last - timedelta(days=min(_DAYS - 1, last.toordinal() - 1))
    first, last = min(first, last), max(first, last)
    return max(first, date.fromordinal(max(1, last.toordinal() - _MOST_DAYS + 1))), last


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
