"""The managers' pages of numbers. They hold no name and no words; small numbers of few people stay hidden."""

from flask import Blueprint, render_template, request

from web.clock import local_day, now
from web.numbers.chosen import FILTERS
from web.numbers.measures import MEASURES
from web.parts import parts
from web.staff.dashboard.asking import COMPARE, chosen_of, compared_with
from web.staff.dashboard.reading import Reader
from web.staff.dashboard.shown import shown
from web.staff.dashboard.tables import COUNTS, tables, weeks
from web.staff.dashboard.words import SECTIONS, label
from web.store import numbers as stored
from web.words.book import words

blueprint = Blueprint("dashboard", __name__, url_prefix="/staff/numbers")


@blueprint.get("")
def numbers() -> str:
    """Every measure over a period: ?from= and ?to= are days, ?compare= what with, and the filters."""
    settings, moment = parts().settings, now()
    chosen = chosen_of(request.args, local_day(moment, settings.time_zone))
    compare = request.args.get("compare", COMPARE[0])
    earlier = compared_with(chosen, compare)
    with parts().store.reading() as store:
        reader = Reader.of(store, moment, settings)
        whole, before = reader.totals(chosen), reader.totals(earlier) if earlier else None
        cut = tables(reader, chosen)
        choices, waiting = stored.choices(store, chosen), reader.waiting()
    measured = {id_: shown(each, chosen, whole, before) for id_, each in MEASURES.items()}
    return render_template(
        "staff/dashboard/numbers.html", chosen=chosen, compare=compare, earlier=earlier, choices=choices,
        filters=FILTERS, shown=measured, whole=whole, waiting=waiting, page=words("dashboard"),
        tables=cut, counts=COUNTS, weekly=weeks(chosen, whole), label=label, sections=SECTIONS,
    )  # fmt: skip
