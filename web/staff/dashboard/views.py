"""The managers' pages of numbers. They hold no name and no words; small numbers of few people stay hidden."""

from typing import Any

from flask import Blueprint, render_template

from web.numbers.chosen import FILTERS
from web.numbers.measures import MEASURES
from web.numbers.targets import levels
from web.parts import parts
from web.staff.charts.drawing import for_page, spark
from web.staff.dashboard.dashboard import PARTS
from web.staff.dashboard.files import views as files
from web.staff.dashboard.looking import looking, made_part
from web.staff.dashboard.parts.look import Look
from web.staff.dashboard.parts.overview import tiles
from web.staff.dashboard.table import Part
from web.store import numbers as stored
from web.words.book import words

blueprint = Blueprint("dashboard", __name__, url_prefix="/staff/numbers")
blueprint.add_url_rule("/board-pack.pdf", view_func=files.pack)
blueprint.add_url_rule("/<name>.xlsx", view_func=files.workbook)
blueprint.add_url_rule("/<name>/<table>.csv", view_func=files.csv_file)
blueprint.add_url_rule("/<name>/<table>.svg", view_func=files.picture)


@blueprint.get("")
def numbers() -> str:
    """The overview."""
    with looking() as look:
        made = PARTS["overview"](look)
        shown = {"tiles": tiles(look, made.tables[0]), "lost": _lost(look)}
        return render_template(
            "staff/dashboard/overview.html", **_frame(look, made), **shown, spark=spark,
            levels=levels(parts().settings.targets_file),
        )  # fmt: skip


@blueprint.get("/<name>")
def part(name: str) -> str:
    """One of the parts."""
    if name == "overview":
        return numbers()
    with looking() as look:
        made = made_part(look, name)
        lost = _lost(look) if name == "measures" else 0
        return render_template("staff/dashboard/part.html", **_frame(look, made), lost=lost)


def _lost(look: Look) -> int:
    return look.whole.of("asked_assessment") - look.whole.of("asked_honoured")


def _frame(look: Look, made: Part) -> dict[str, Any]:
    chosen = look.chosen
    return {
        "part": made, "parts": PARTS, "look": look, "chosen": chosen, "earlier": look.earlier,
        "compare": look.compare, "query": chosen.as_query() | {"compare": look.compare},
        "choices": stored.choices(look.reader.store, chosen), "filters": FILTERS,
        "waiting": look.reader.waiting(), "page": words("dashboard"), "label": look.called, "draw": for_page,
        "measures": MEASURES,
    }  # fmt: skip
