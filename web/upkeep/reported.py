"""What residents and advisers said is wrong: read by an editor, and settled with a note."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.listings import listings_with_ids
from web.clock import now
from web.forms import typed
from web.keeping_true import keeper
from web.parts import parts
from web.staff.session import me
from web.store import reports, staff

MOST = 200
LONGEST_NOTE = 1000


def reported() -> str:
    """The reports that wait, those first in which danger was heard; below them the last that were settled."""
    with parts().store.reading() as store:
        total, waiting = reports.count_open(store), reports.waiting(store, MOST)
        settled = reports.settled(store, 20)
        by = {each.settled_by: staff.name_of(store, each.settled_by) for each in settled}
    ids = {each.service_id for each in (*waiting, *settled)}
    with keeper().sessions() as session:
        names = {each.id: each.name for each in listings_with_ids(session, ids)}
    return render_template(
        "upkeep/reports.html", waiting=waiting, settled=settled, total=total, names=names, by=by
    )


def settle(report_id: int) -> Response:
    """Closes one report with what the editor found. The second of two editors is told so."""
    note = typed(request.form, "note")[:LONGEST_NOTE]
    if not note:
        flash("note_missing")
        return redirect(url_for("upkeep.reported"), 303)
    with parts().store.writing() as store:
        if reports.by_id(store, report_id) is None:
            abort(404)
        done = reports.settle(store, [report_id], me().id, note, now())
        if done:
            staff.note(
                store, "settled_report", staff_user_id=me().id, subject="problem_report", subject_id=report_id
            )
    flash("settled" if done else "settled_before")
    return redirect(url_for("upkeep.reported"), 303)


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the blueprint."""
    blueprint.add_url_rule("/reports", view_func=reported, methods=["GET"])
    blueprint.add_url_rule("/reports/<int:report_id>/settle", view_func=settle, methods=["POST"])
