"""What stands on a call's page goes along with whichever button is pressed: without a script nothing is lost.

The page's buttons and fields belong to the form of the notes, until js/call.js runs and gives each its own.
"""

from typing import Any

from flask import abort, make_response, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from web.adviser.calls import MOST_CHARACTERS, CallOver, Sent, keep, keep_details
from web.adviser.details import read_details, suggested
from web.adviser.hearing import heard_in
from web.adviser.listener import listener
from web.adviser.page import call_page
from web.adviser.pieces import pieces
from web.adviser.versions import version_of
from web.parts import parts
from web.staff.session import me
from web.store import calls


def sent(settled: bool) -> Sent:
    """The notes as posted. As typed: blanks and empty lines are the adviser's own way of ordering things."""
    notes = request.form.get("notes", "").replace("\0", "").replace("\r\n", "\n")
    ticked = frozenset(request.form.getlist("ticked"))
    return Sent(notes, version_of(request.form.get("version", "")), ticked, settled)


def take_along(
    call_id: int, *, details: bool = True, undecided: tuple[str, str, str] | None = None
) -> Response | None:
    """Keeps notes and `details` that came with a form; else the page that says why they are not kept.

    `undecided`: what was about to be decided, shown again on that page. Safe to repeat. CallOver as `keep`.
    """
    if "notes" not in request.form:
        return None
    with_details = details and "details_version" in request.form
    changed = with_details and _details_changed(call_id)
    return _keep_notes(call_id, undecided) or (_keep_details(call_id, undecided) if changed else None)


def _keep_notes(call_id: int, undecided: tuple[str, str, str] | None) -> Response | None:
    notes = sent(settled=True)
    form = read_details(request.form) if "details_version" in request.form else None
    shown = {"sent": notes, "details": form, "undecided": undecided}
    if len(notes.notes) > MOST_CHARACTERS:
        return _page(call_id, 422, problem="too_long", **shown)
    try:
        kept = keep(parts(), listener(), call_id, me().id, notes)
    except CallOver:
        return _page(call_id, 409, problem="ended", **shown)
    return _page(call_id, 409, clash=kept, **shown) if kept.clashes else None


def _keep_details(call_id: int, undecided: tuple[str, str, str] | None) -> Response | None:
    form = read_details(request.form)
    if form.problems:
        return _page(call_id, 422, details=form, undecided=undecided)
    seen = version_of(request.form.get("details_version", ""))
    kept = keep_details(parts(), call_id, me().id, form.values, seen)
    if not kept.clashes:
        return None
    return _page(call_id, 409, details=form, details_clash=kept, undecided=undecided)


def _page(call_id: int, status: int, **shown: Any) -> Response:
    return make_response(call_page(call_id, me().id, **shown) or abort(404), status)


def _details_changed(call_id: int) -> bool:
    """Is there anything that the page did not put there itself? What is only heard is kept by a button."""
    with parts().store.reading() as session:
        call = calls.mine(session, call_id, me().id) or abort(404)
        notes, kept = calls.notes_of(session, call), dict(call.details or {})
    told = pieces(notes)
    heard = suggested(notes, heard_in(told, ()).about)
    return read_details(request.form).values != read_details(MultiDict({**heard, **kept})).values
