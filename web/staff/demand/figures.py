"""The form of the council's figures: filled from public sources, from what Signpost counts, or by hand."""

from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.clock import now
from web.demand import figures_form as form
from web.demand import saved
from web.demand.counted import Counted
from web.demand.figures_form import LIMITS, Filled
from web.demand.inputs import known
from web.demand.pathway import Impossible
from web.demand.saved import Figure, Figures, Origin
from web.parts import parts
from web.security.row_numbers import LARGEST
from web.staff.demand.explaining import counted_as, impossible
from web.staff.demand.page import new_key, opened
from web.staff.demand.reading import Council, as_it_is, as_text, council_of, counts, problem_of
from web.staff.session import me
from web.store import demand as stored
from web.store.demand import Saved

LONGEST_KEY = 64


def figures() -> str:
    """The form. ?fill=public, counted or example fills its fields anew, and saves nothing."""
    with parts().store.reading() as store:
        council, counted = council_of(store), counts(store, parts().settings)
    fill = request.args.get("fill", "")
    fills: dict[str, Callable[[], Figures]] = {
        "public": saved.public, "example": saved.example, "counted": partial(_with_counted, counted),
    }  # fmt: skip
    asked = fills.get(fill)
    if asked is None and council.version == 0:
        asked = fills["counted"]  # the first time, there is nothing better to begin with
    filled = form.shown(asked() if asked else council.figures)
    return _page(filled, council.version, new_key(), counted, fill=fill if fill in fills else "")


def save_figures() -> Response:
    """Keeps the figures as a new version. The same form again, or the same figures, make none."""
    with parts().store.reading() as store:
        counted = counts(store, parts().settings)
    key, based_on = request.form.get("key", "")[:LONGEST_KEY], sent_number(request.form.get("based_on", ""))
    filled = form.read(request.form, counted, counted_as)
    wrong = None if filled.problems else _impossible(filled.figures)
    if filled.problems or wrong or not key:
        return make_response(_page(filled, based_on, key or new_key(), counted, wrong=wrong), 422)
    body = saved.figures_as_json(filled.figures)
    with parts().store.writing() as store:
        done = stored.save_figures(store, body, key=key, based_on=based_on, by=me().id, moment=now())
        newest = council_of(store).version
    if done is Saved.BEHIND:
        return make_response(_page(filled, newest, new_key(), counted, behind=True), 409)
    flash("demand_figures_saved" if done is Saved.NEW else "demand_nothing_changed")
    return redirect(url_for("demand.home"), 303)


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the blueprint."""
    blueprint.add_url_rule("/figures", view_func=figures, methods=["GET"])
    blueprint.add_url_rule("/figures", view_func=save_figures, methods=["POST"])


def _with_counted(counted: Mapping[str, Counted]) -> Figures:
    """What is counted, and for the others what is public."""
    live = {
        id_: Figure(counted[each.counted].range, Origin.COUNTED)
        for id_, each in known().items()
        if each.counted in counted
    }
    return {**saved.public(), **live}


def _impossible(figures: Figures) -> Impossible | None:
    """Why the model cannot be run with these; a figure that is missing is no reason to keep nothing."""
    if saved.missing(figures):
        return None
    return problem_of(Council(0, figures, as_text(saved.figures_as_json(figures))), as_it_is())


def sent_number(typed: str) -> int:
    """The version a form was based on; 0 for anything that is no such number."""
    return int(typed) if typed.isdecimal() and typed.isascii() and int(typed) <= LARGEST else 0


def _page(
    filled: Filled,
    based_on: int,
    key: str,
    counted: Mapping[str, Counted],
    *,
    fill: str = "",
    behind: bool = False,
    wrong: Impossible | None = None,
) -> str:
    return render_template(
        "staff/demand/figures.html", **opened(), form=filled, based_on=based_on, key=key, counted=counted,
        fill=fill, behind=behind, wrong=impossible(wrong) if wrong else None, limits=LIMITS,
        counted_as=counted_as, longest_note=form.LONGEST_NOTE,
    )  # fmt: skip
