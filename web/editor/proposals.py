"""What was proposed: beside the service as it is, to approve, to write over first, or to decline."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from directory.clock import in_utc
from directory.editing import proposals
from directory.editing.doing import NotSaved
from directory.editing.plain import plain
from directory.exceptions import NotPossible
from web.editor.desk import back_to, deed_from_form, desk, person, refused


def proposal(proposal_id: str) -> str:
    """One proposal: who, when, why, and each field now and as proposed."""
    try:
        with desk().reading() as session:
            waiting = proposals.waiting(session, proposal_id)
    except NotPossible:
        abort(404)
    found = waiting.proposal
    fields = [(name, plain(name, waiting.now[name]), value) for name, value in found.changes.items()]
    return render_template(
        "editor/proposal.html",
        proposal=found, is_new=waiting.is_new, fields=fields,
        name=waiting.now["name"] or found.changes.get("name"),
        clashing=[clash.field for clash in waiting.decision.clashes],
        at=in_utc(found.at), decided_at=in_utc(found.decided_at),
    )  # fmt: skip


def approve(proposal_id: str) -> Response:
    """Makes the proposed changes; where somebody changed the same meanwhile, the form shows both."""
    doing = deed_from_form("approve", proposal_id)
    if doing is None:
        return _back(proposal_id, "why_missing")
    try:
        done = desk().approve(proposal_id, doing)
    except NotPossible as error:
        return _back(proposal_id, refused(error))
    if isinstance(done, NotSaved):
        flash("look_first")
        return redirect(url_for("editor.edit", service_id=done.service_id, proposal=proposal_id), 303)
    return back_to(done.service_id, "approved")


def decline(proposal_id: str) -> Response:
    """Says no, with a reason."""
    doing = deed_from_form("decline", proposal_id)
    if doing is None:
        return _back(proposal_id, "why_missing")
    try:
        with desk().writing() as session:
            proposals.decline(session, proposal_id, person(), doing.why)
    except NotPossible as error:
        return _back(proposal_id, refused(error))
    return _back(proposal_id, "declined")


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the editor's blueprint."""
    blueprint.add_url_rule("/proposal/<proposal_id>", view_func=proposal, methods=["GET"])
    blueprint.add_url_rule("/proposal/<proposal_id>/approve", view_func=approve, methods=["POST"])
    blueprint.add_url_rule("/proposal/<proposal_id>/decline", view_func=decline, methods=["POST"])


def _back(proposal_id: str, notice: str) -> Response:
    flash(notice)
    return redirect(url_for("editor.proposal", proposal_id=proposal_id), 303)
