"""The adviser's screen: one page for one call, plain forms for everywhere, one address for the script."""

from typing import Any

from flask import Blueprint, abort, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.adviser import deeds
from web.adviser.along import sent, take_along
from web.adviser.calls import MOST_CHARACTERS, CallOver, begin_call, keep, pick_up
from web.adviser.listener import install_listener, listener
from web.adviser.page import call_page, fragments
from web.caching import keep_nowhere
from web.models.contact import Channel
from web.parts import parts
from web.resident.coming_back import come_back
from web.staff.session import me
from web.store import calls
from web.words.book import words

blueprint = Blueprint("adviser", __name__, url_prefix="/staff/call")
blueprint.record_once(install_listener)
blueprint.after_request(keep_nowhere)


@blueprint.get("")
def start() -> str:
    """Where a call begins, and where one that was left goes on."""
    return _start_page()


@blueprint.post("")
def begin() -> Response:
    """A new call. Sent twice it begins two: the empty one can be finished as a mistake."""
    asked = request.form.get("channel", "")
    channel = Channel(asked) if asked in words("contacts")["held_by_adviser"] else Channel.TELEPHONE
    return _to(begin_call(parts(), me().id, channel))


@blueprint.post("/code")
def by_code() -> Response:
    """Goes on with the conversation whose code the caller read out; with a wrong one, the page again."""
    found = come_back(parts(), request.form.get("code", ""))
    if found is None:
        return make_response(_start_page(problem=True), 422)
    return _to(pick_up(parts(), me().id, found[0]))


@blueprint.get("/<int:call_id>")
def call(call_id: int) -> str:
    """The call as it stands."""
    return call_page(call_id, me().id) or abort(404)


@blueprint.post("/<int:call_id>/notes")
def keep_notes(call_id: int) -> Response:
    """Keeps the notes by the plain form and shows what they say; what another window wrote comes beside.

    With the Enter key, in the field of a reason, it also decides that.
    """
    return deeds.decide_by_key(call_id) or take_along(call_id) or _to(call_id, anchor="notes")


@blueprint.post("/<int:call_id>/live")
def live(call_id: int) -> Response:
    """The same for the script: the version that is kept, and the two sides of the page anew, as JSON."""
    notes = sent(settled="settled" in request.form)
    if len(notes.notes) > MOST_CHARACTERS:
        return _refused(422, "too_long")
    try:
        kept = keep(parts(), listener(), call_id, me().id, notes)
    except CallOver:
        return _refused(409, "ended")
    if kept.clashes:
        return _refused(409, "clash", version=kept.version, theirs=kept.theirs)
    return jsonify({"version": kept.version, **fragments(call_id, me().id, notes.notes)})


def _refused(status: int, code: str, **more: Any) -> Response:
    return make_response({"code": code, "problem": words("adviser")["notes"][code], **more}, status)


def _start_page(problem: bool = False) -> str:
    with parts().store.reading() as store:
        unfinished = calls.unfinished(store, me().id)
    return render_template(
        "adviser/start.html",
        say=words("adviser")["start"],
        code=words("summary")["adviser"],
        practice=words("adviser_practice"),
        channels=words("contacts")["held_by_adviser"],
        unfinished=unfinished,
        problem=problem,
        typed=request.form.get("code", ""),
    )


def _to(call_id: int, anchor: str | None = None) -> Response:
    return redirect(url_for("adviser.call", call_id=call_id, _anchor=anchor), 303)


deeds.add_to(blueprint)
