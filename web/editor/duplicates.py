"""Two services that may be one: side by side, to make one of them, or to say that they are two."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.editing import merging
from directory.editing.merging import BOTH, CAN_BE_BOTH, TAKE
from directory.exceptions import NotPossible
from directory.queries.editor_lists import lines_of
from web.editor.desk import back_to, deed_from_form, desk, refused
from web.forms import typed


def compare() -> str:
    """The two services of the address (`kept`, `other`), and what differs."""
    kept, other = typed(request.args, "kept"), typed(request.args, "other")
    try:
        with desk().reading() as session:
            differs = merging.compare(session, kept, other)
            lines = lines_of(session, [kept, other])
    except NotPossible as error:
        refused(error)
        abort(404)
    return render_template(
        "editor/compare.html", kept=lines[kept], other=lines[other], differs=differs, can_be_both=CAN_BE_BOTH
    )


def merge() -> Response:
    """Makes two services one: the other's address leads to the kept one from here on."""
    kept, other = typed(request.form, "kept"), typed(request.form, "other")
    chosen = {name[5:]: value for name, value in request.form.items() if name.startswith("take-")}
    choices = {name: value for name, value in chosen.items() if value in (TAKE, BOTH)}
    doing = deed_from_form("merge", kept, other, *sorted(f"{k}={v}" for k, v in choices.items()))
    if doing is None:
        return _again(kept, other, "why_missing")
    try:
        with desk().writing() as session:
            merging.merge(session, kept, other, choices, doing)
    except NotPossible as error:
        return _again(kept, other, refused(error))
    return back_to(kept, "merged")


def tell_apart() -> Response:
    """Remembers that the two are not the same."""
    kept, other = typed(request.form, "kept"), typed(request.form, "other")
    doing = deed_from_form("apart", *sorted((kept, other)))
    if doing is None:
        return _again(kept, other, "why_missing")
    try:
        with desk().writing() as session:
            merging.tell_apart(session, kept, other, doing)
    except NotPossible as error:
        return _again(kept, other, refused(error))
    flash("told_apart")
    return redirect(url_for("editor.worklist", kind="duplicates"), 303)


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the editor's blueprint."""
    blueprint.add_url_rule("/compare", view_func=compare, methods=["GET"])
    blueprint.add_url_rule("/merge", view_func=merge, methods=["POST"])
    blueprint.add_url_rule("/tell-apart", view_func=tell_apart, methods=["POST"])


def _again(kept: str, other: str, notice: str) -> Response:
    flash(notice)
    return redirect(url_for("editor.compare", kept=kept, other=other), 303)
