"""A worker who reads a hand-off says that its words should have been heard as danger."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from bot.language import ENGLISH, guess_language
from bot.learning.labels import DANGER, Labels
from web.forms import typed
from web.parts import parts
from web.staff.handoffs import find
from web.staff.review import put_in


def heard_late(reference: str) -> Response:
    """Puts one message of the hand-off aside for review. Twice does no harm: the same words are counted."""
    with parts().store.reading() as store:
        found = find(store, reference)
        said = {str(each.position): each.words for each in found.words}
    danger, position = typed(request.form, "danger"), typed(request.form, "position")
    if danger not in Labels.load().ids[DANGER] or position not in said:
        flash("heard_late_what")
    elif guess_language(said[position]) != ENGLISH:  # names are found in no other (bot/names.py)
        flash("heard_late_language")
    elif put_in(said[position], danger, "marked_heard_late", found.id):
        flash("heard_late")
    else:
        flash("heard_late_too_many")
    return redirect(url_for("staff.handoff", reference=found.reference, _anchor="words"), 303)


def add_to(blueprint: Blueprint) -> None:
    """Opens the form's address on the staff's blueprint."""
    blueprint.add_url_rule("/handoffs/<reference>/heard-late", view_func=heard_late, methods=["POST"])
