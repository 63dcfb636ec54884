"""Small forms of the record: withdraw, bring back, keep, confirm needs, decide about the source's word."""

from collections.abc import Callable

from flask import Blueprint, request
from werkzeug.wrappers import Response

from directory.editing import acting
from directory.editing.doing import Doing, Transaction
from directory.exceptions import NotPossible
from directory.models.editing import Entity
from directory.queries import editing as stored
from web.editor.desk import back_to, deed_from_form, desk, refused
from web.forms import typed

Deed = Callable[[Transaction, str, Doing], object]


def withdraw(service_id: str) -> Response:
    """Shows the service to nobody any more."""
    return _do("withdraw", service_id, acting.withdraw, "withdrawn")


def bring_back(service_id: str) -> Response:
    """Shows it again."""
    return _do("bring_back", service_id, acting.bring_back, "brought_back")


def keep(service_id: str) -> Response:
    """Keeps what its feed no longer lists."""
    return _do("keep", service_id, acting.keep_ours, "kept_ours")


def confirm_needs(service_id: str) -> Response:
    """Says that the needs are right as they are."""
    return _do("confirm_needs", service_id, acting.confirm_needs, "needs_confirmed")


def decide_source(service_id: str) -> Response:
    """Takes what the source says of a field, or keeps the editor's own word."""
    entity, link_id = typed(request.form, "entity"), typed(request.form, "link_id")
    field, take = request.form.get("field", ""), request.form.get("decision") == "take"

    def decide(session: Transaction, service_id: str, doing: Doing) -> None:
        if entity not in set(Entity):
            raise NotPossible("settled_already")
        rows = stored.kept_values(session, Entity(entity), [link_id])
        row = next((each for each in rows if each.field == field), None)
        if row is None:
            raise NotPossible("settled_already")
        if take:
            acting.take_sources_word(session, service_id, row, doing)
        else:
            acting.keep_own_word(session, service_id, row, doing)

    return _do("source", service_id, decide, "source_taken" if take else "own_word_kept")


def add_to(blueprint: Blueprint) -> None:
    """Opens these forms on the editor's blueprint."""
    for name, view in (
        ("withdraw", withdraw),
        ("bring-back", bring_back),
        ("keep", keep),
        ("confirm-needs", confirm_needs),
        ("source", decide_source),
    ):
        blueprint.add_url_rule(f"/{name}/<path:service_id>", view_func=view, methods=["POST"])


def _do(name: str, service_id: str, deed: Deed, notice: str) -> Response:
    parts = (request.form.get(each, "") for each in ("entity", "link_id", "field", "decision"))
    doing = deed_from_form(name, service_id, *parts)
    if doing is None:
        return back_to(service_id, "why_missing")
    try:
        with desk().writing() as session:
            deed(session, service_id, doing)
    except NotPossible as error:
        return back_to(service_id, refused(error))
    return back_to(service_id, notice)
