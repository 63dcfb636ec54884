"""Adding and editing a service: the form, the preview, publishing and leaving a draft."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.editing import proposals
from directory.editing.changing import new_service_id
from directory.editing.deciding import decide
from directory.editing.doing import Doing, NotSaved, Saved
from directory.exceptions import NotPossible
from directory.listings import Listing
from directory.models.editing import Proposer
from directory.models.service import Status
from directory.needs.vocabulary import Vocabulary
from directory.queries import editing as stored
from directory.queries.sheet_fields import Sheet, empty_sheet
from directory.queries.sheets import sheet_of
from web.clock import local_day, now
from web.editor.desk import back_to, desk, person, refused
from web.editor.forms import EditForm, after_clash, as_fields, complete, form_for, read_form
from web.forms import typed
from web.parts import parts
from web.public_directory.service_page import facts_of

BLANK = {**empty_sheet(), "status": Status.ACTIVE.value}


def add() -> str:
    """An empty form."""
    return _form(None, form_for(BLANK))


def send_new() -> Response:
    """The form of a new service: published, left as a draft, shown beforehand, or shown again."""
    return _take(None, BLANK, None)


def edit(service_id: str) -> str:
    """The form of a service; `?proposal=` writes into it what was proposed."""
    proposal_id = typed(request.args, "proposal")
    if not proposal_id:
        return _form(service_id, form_for(_sheet(service_id) or abort(404)))
    try:
        with desk().reading() as session:
            waiting = proposals.waiting(session, proposal_id)
    except NotPossible:
        abort(404)
    form = form_for(waiting.now, changes=waiting.proposal.changes)
    base = {**form.base, **waiting.proposal.base}
    return _form(waiting.proposal.service_id, replace(form, base=base), proposal_id=proposal_id)


def send_edit(service_id: str) -> Response:
    """The form of a service that is there, or that a draft proposes."""
    proposal_id = typed(request.form, "proposal") or None
    sheet = _sheet(service_id)
    if sheet is None and proposal_id is None:
        abort(404)
    return _take(service_id, sheet or BLANK, proposal_id)


def expired() -> Response:
    """A form that was open too long, with all that was written and a fresh proof."""
    service_id = (request.view_args or {}).get("service_id")
    sheet = (_sheet(service_id) if service_id else None) or BLANK
    form = replace(complete(read_form(request.form), sheet), problems={"form": "expired"})
    return make_response(_form(service_id, form, proposal_id=typed(request.form, "proposal") or None), 422)


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the editor's blueprint."""
    blueprint.add_url_rule("/add", view_func=add, methods=["GET"])
    blueprint.add_url_rule("/add", view_func=send_new, methods=["POST"])
    blueprint.add_url_rule("/edit/<path:service_id>", view_func=edit, methods=["GET"])
    blueprint.add_url_rule("/edit/<path:service_id>", view_func=send_edit, methods=["POST"])


def _take(service_id: str | None, sheet: Sheet, proposal_id: str | None) -> Response:
    form = read_form(request.form)
    if form.action not in ("save", "draft", "preview"):
        shown = complete(form, sheet)  # another row, or back from the preview
        return make_response(_form(service_id, shown, proposal_id=proposal_id))
    if not form.why and form.action != "preview":
        return _again(service_id, sheet, form, {"why": "why_missing"}, proposal_id)
    doing = Doing.now(person(), form.why, form.key)
    if form.action == "preview":
        return _preview(service_id, sheet, form, doing, proposal_id)
    done = _do(service_id, sheet, form, doing, proposal_id)
    if isinstance(done, NotSaved):
        return _clashing(service_id, form, done, proposal_id)
    return done


def _do(
    service_id: str | None, sheet: Sheet, form: EditForm, doing: Doing, proposal_id: str | None
) -> Response | NotSaved:
    day = local_day(now(), parts().settings.time_zone) if form.checked else None
    try:
        if form.action == "draft":
            return _draft(service_id, sheet, form)
        if proposal_id is not None:
            done = desk().approve(proposal_id, doing, written=form.values, base=form.base, checked=day)
        elif service_id is None:
            done = desk().create(form.values, doing, checked=day)
        else:
            done = desk().save(service_id, form.values, form.base, doing, checked=day)
    except NotPossible as error:
        flash(refused(error))
        return redirect(url_for("editor.worklist"), 303)
    if isinstance(done, NotSaved):
        return done
    return back_to(done.service_id, _notice(done, form))


def _notice(done: Saved, form: EditForm) -> str:
    return "saved" if done.fields else "checked" if form.checked else "nothing_changed"


def _draft(service_id: str | None, sheet: Sheet, form: EditForm) -> Response | NotSaved:
    """The changes, left for later; only the fields that this editor touched."""
    target = service_id or new_service_id(form.nonce)
    decision = decide(form.values, form.base, sheet)
    if decision.problems or (service_id is None and not decision.changes.get("name")):
        problems = decision.problems or {"name": "name_missing"}
        return NotSaved(target, replace(decision, problems=problems, clashes=()))
    with desk().writing() as session:
        proposal_id = proposals.propose(
            session, target, decision.changes, person().name, form.why,
            key=form.key, proposer=Proposer.EDITOR, by_id=person().id, base=form.base,
        )  # fmt: skip
    flash("drafted")
    return redirect(url_for("editor.proposal", proposal_id=proposal_id), 303)


def _preview(
    service_id: str | None, sheet: Sheet, form: EditForm, doing: Doing, proposal_id: str | None
) -> Response:
    is_new = service_id is None or _sheet(service_id) is None
    seen = desk().preview(None if is_new else service_id, form.values, form.base, doing)
    if isinstance(seen, NotSaved):
        return _clashing(service_id, form, seen, proposal_id)
    return make_response(preview_page(seen, service_id, complete(form, sheet), proposal_id))


def preview_page(seen: Listing, service_id: str | None, form: EditForm, proposal_id: str | None) -> str:
    """The public page's own template around the listing, with the whole form hidden in it."""
    return render_template(
        "editor/preview.html",
        **facts_of(seen, Vocabulary.load(), parts().settings.council_name),
        fields=as_fields(form), service_id=service_id, form=form, proposal_id=proposal_id,
    )  # fmt: skip


def _clashing(service_id: str | None, form: EditForm, done: NotSaved, proposal_id: str | None) -> Response:
    """What stood in the way: problems, or what somebody else saved meanwhile, beside what was written."""
    sheet = (_sheet(service_id) if service_id else None) or BLANK
    decision = done.decision
    if decision.clashes:
        form = after_clash(complete(form, sheet), sheet, decision.clashes, decision.theirs)
    problems = {**decision.problems, **({"form": "clash"} if decision.clashes else {})}
    status = 409 if decision.clashes else 422
    return _again(service_id, sheet, form, problems, proposal_id, status=status)


def _again(
    service_id: str | None,
    sheet: Sheet,
    form: EditForm,
    problems: dict[str, str],
    proposal_id: str | None,
    status: int = 422,
) -> Response:
    shown = replace(complete(form, sheet), problems=problems)
    return make_response(_form(service_id, shown, proposal_id=proposal_id), status)


def _form(service_id: str | None, form: EditForm, *, proposal_id: str | None = None) -> str:
    more: dict[str, Any] = {"row": None, "newest": None}
    if service_id is not None:
        with desk().reading() as session:
            more["row"] = stored.service_row(session, service_id)
            more["newest"] = stored.newest_version(session, service_id)
            places = [place["id"] for place in form.values["locations"] if place.get("id")]
            found = stored.services_at(session, places)
            more["shared"] = {
                place: [each for each in there if each[0] != service_id] for place, there in found.items()
            }
    return render_template(
        "editor/edit.html",
        form=form, service_id=service_id, proposal_id=proposal_id, statuses=list(Status), **more,
    )  # fmt: skip


def _sheet(service_id: str) -> Sheet | None:
    with desk().reading() as session:
        return sheet_of(session, service_id)
