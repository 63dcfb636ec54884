"""The record of a contact, as staff complete and correct it: filled in as far as it was told, one form."""

from typing import Any

from flask import Blueprint, abort, flash, make_response, render_template, request
from werkzeug.wrappers import Response

from web.database import Transaction
from web.handoffs.record_form import (
    CHOICE,
    CHOICES,
    FIELDS,
    FROM_HANDOFF,
    LONGEST,
    RecordForm,
    choices,
    label,
    merged,
    read_choices,
    read_record,
)
from web.models.handoff import Handoff
from web.models.record import ContactRecord
from web.parts import parts
from web.security.permissions import Permission, may
from web.staff.handoffs import back_to, find
from web.staff.reaching import context
from web.staff.session import me
from web.store import records, staff
from web.words.book import words

# What nobody else reads where there is a safeguarding concern: it may say who does harm.
_OF_SAFEGUARDING = frozenset({"without_consent"})


def record(reference: str) -> str:
    """The form, with what is known in it. Looking is written to the audit trail."""
    with parts().store.writing() as store:
        found = find(store, reference)
        kept = records.of_handoff(store, found)
        _note(store, "looked_at_record", kept)
        return _page(store, found, kept, RecordForm(_shown(found, kept), kept.version))


def put_right(reference: str) -> Response:
    """Saves what was changed. What another changed meanwhile stays; a clash comes back with both versions."""
    with parts().store.writing() as store:
        found = find(store, reference)
        kept = records.of_handoff(store, found)
        form = read_record(request.form, {name: request.form.getlist(name) for name in CHOICES})
        there = _shown(found, kept)
        seen = {**there, **_as_shown(found, records.as_seen(store, kept, form.version))}
        chosen = read_choices(request.form, request.form.getlist("clash"))
        typed = {name: (seen if name in chosen.leave else form.values)[name] for name in there}
        if chosen.open or form.problems:
            again = RecordForm({**form.values, **typed}, form.version, {} if chosen.open else form.problems)
            return make_response(_page(store, found, kept, again, clashes=chosen.open, there=seen), 422)
        both = merged(seen, there, typed)
        if both.clashes:
            again = RecordForm(both.values, kept.version)
            return make_response(_page(store, found, kept, again, clashes=both.clashes, there=there), 409)
        before = kept.version
        if not records.put_right(store, kept, before, _to_keep(found, both.values), me().id):
            abort(409)  # it changed between our look and our lock; the browser's form is still there
        if kept.version != before:
            _note(store, "changed_record", kept)
    flash("record_saved" if kept.version != before else "record_same")
    return back_to(found.reference)


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the staff's blueprint."""
    blueprint.add_url_rule("/handoffs/<reference>/record", view_func=record, methods=["GET"])
    blueprint.add_url_rule("/handoffs/<reference>/record", view_func=put_right, methods=["POST"])


def _note(store: Transaction, action: str, kept: ContactRecord) -> None:
    staff.note(store, action, staff_user_id=me().id, subject="contact", subject_id=kept.contact_id)


def _hidden(found: Handoff) -> frozenset[str]:
    apart = found.contact.safeguarding_concern and not may(me().role, Permission.SEE_SAFEGUARDING)
    return _OF_SAFEGUARDING if apart else frozenset()


def _shown(found: Handoff, kept: ContactRecord) -> dict[str, Any]:
    """The fields that this person may see, as the form shows them."""
    return _as_shown(found, {name: getattr(kept, name) for name in FIELDS if name not in _hidden(found)})


def _as_shown(found: Handoff, values: dict[str, Any]) -> dict[str, Any]:
    """Where the record says nothing of its own, what the resident gave is shown."""
    given = {name: getattr(found, name) for name in FROM_HANDOFF if name in values and not values[name]}
    return {name: value for name, value in {**values, **given}.items() if name not in _hidden(found)}


def _to_keep(found: Handoff, values: dict[str, Any]) -> dict[str, Any]:
    """The other way: what is as the resident gave it is not kept twice."""
    same = {name: None for name in FROM_HANDOFF if values.get(name) == getattr(found, name)}
    return {**values, **same}


def _page(store: Transaction, found: Handoff, kept: ContactRecord, form: RecordForm, **more: Any) -> str:
    changes = [
        (each, {name: both for name, both in each.changed.items() if name not in _hidden(found)})
        for each in kept.changes
    ]
    return render_template(
        "staff/record.html",
        **{"clashes": (), "there": {}, **more, **context(store, found)},
        handoff=found, record=kept, form=form, say=words("contacts"), changes=changes, hidden=_hidden(found),
        choice=CHOICE, choices_of=choices, many=CHOICES, longest=LONGEST, label=label,
        who={each.staff_user_id: staff.name_of(store, each.staff_user_id) for each, _changed in changes},
    )  # fmt: skip
