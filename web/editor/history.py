"""The history of a service: every version, what each changed, and the way back to any of them."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from directory.clock import in_utc
from directory.editing import acting
from directory.editing.differences import differences
from directory.exceptions import NotPossible
from directory.queries import editing as stored
from directory.queries.sheets import sheet_of
from web.editor.desk import back_to, deed_from_form, desk, refused


def history(service_id: str) -> str:
    """All versions, newest first, each with the fields it changed."""
    with desk().reading() as session:
        row = stored.service_row(session, service_id) or abort(404)
        versions = stored.versions_of(session, service_id)
    earlier = [*versions[1:], None][: len(versions)]  # none at all where no editor has come yet
    steps = [
        (version, differences(before.sheet, version.sheet) if before else (), in_utc(version.at))
        for version, before in zip(versions, earlier, strict=True)
    ]
    return render_template("editor/history.html", service_id=service_id, row=row, steps=steps)


def version(number: str, service_id: str) -> str:
    """One version beside the service as it is now, field by field, with the button that restores it."""
    with desk().reading() as session:
        row, now = stored.service_row(session, service_id), sheet_of(session, service_id)
        versions = stored.versions_of(session, service_id)
    found = next((each for each in versions if str(each.number) == number), None)
    if row is None or now is None or found is None:
        abort(404)
    then = {**now, **acting.back_to(found.sheet, now)}
    page: dict[str, Any] = {"version": found, "at": in_utc(found.at), "row": row}
    return render_template(
        "editor/version.html", service_id=service_id, differences=differences(now, then), **page
    )


def restore(number: str, service_id: str) -> Response:
    """Makes the service what it was in that version, as a new version."""
    doing = deed_from_form("restore", service_id, number)
    if doing is None or not number.isascii() or not number.isdigit():
        flash("why_missing")
        return redirect(url_for("editor.version", number=number, service_id=service_id), 303)
    try:
        with desk().writing() as session:
            acting.restore(session, service_id, int(number), doing)
    except NotPossible as error:
        return back_to(service_id, refused(error))
    return back_to(service_id, "restored")


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the editor's blueprint."""
    blueprint.add_url_rule("/history/<path:service_id>", view_func=history, methods=["GET"])
    blueprint.add_url_rule("/version/<number>/<path:service_id>", view_func=version, methods=["GET"])
    blueprint.add_url_rule("/restore/<number>/<path:service_id>", view_func=restore, methods=["POST"])
