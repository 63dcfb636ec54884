"""Handing over while the caller is on the line: whom to ring now, what to say, and who took it."""

from typing import Any

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.adviser.tools.held import Told, contact_of_call, told_in, where_calls_begin
from web.adviser.tools.telling import telling
from web.clock import now
from web.database import Transaction
from web.forms import typed
from web.handoffs.lines import CONCERN, DANGER, TEAM, Ring, labels, lines, to_ring
from web.models.contact import Contact, Outcome
from web.parts import parts
from web.resident.said import nonce
from web.risk import ALERT_LEVELS
from web.security.permissions import kinds_seen_by
from web.staff.session import me
from web.store import call_tools as stored
from web.store import contacts, staff
from web.store.handoffs import references_of
from web.words.book import words
from web.words.needs import need_labels

LONGEST_NAME = 120
# What somebody with a worker or a team asks for.
_THEIR_TEAM = frozenset({"existing_client", "chase"})
# Heard as a request, and nothing that anybody asks a colleague for.
_NOT_ASKED = frozenset({"not_in_area"})


def ring() -> str | Response:
    """Whom to ring and what to say, as the call stands now."""
    with parts().store.reading() as store:
        contact = contact_of_call(store)
        if contact is None:
            return redirect(where_calls_begin())
        return _page(store, contact, {"line": "", "took_by": ""}, nonce(None))


def taken() -> Response:
    """Notes who took it, once for a form. The contact counts as handed on: a person has it now."""
    values = {"line": typed(request.form, "line"), "took_by": typed(request.form, "took_by")[:LONGEST_NAME]}
    message_id = nonce(request.form.get("message_id"))
    with parts().store.writing() as store:
        contact = contact_of_call(store) or abort(404)
        known = {one.id for one in lines(parts().settings.handover_lines_file)}
        missing = {"line": values["line"] not in known, "took_by": not values["took_by"]}
        problems = [name for name, wrong in missing.items() if wrong]
        if problems:
            return make_response(_page(store, contact, values, message_id, problems), 422)
        if stored.hand_over(store, contact.id, message_id, values["line"], values["took_by"], me().id, now()):
            contacts.set_outcome(store, contact, Outcome.HANDED_OFF)
            staff.note(
                store, "handed_over_on_line", staff_user_id=me().id, subject="contact", subject_id=contact.id
            )
    return redirect(url_for("call_tools.ring", done="yes"), 303)


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the blueprint of the tools."""
    blueprint.add_url_rule("/ring", view_func=ring, methods=["GET"])
    blueprint.add_url_rule("/ring", "taken", view_func=taken, methods=["POST"])


def _page(
    store: Transaction, contact: Contact, values: dict[str, str], message_id: str, problems: Any = ()
) -> str:
    say, told = words("adviser_tools"), told_in(store, contact)
    given = [name for each in stored.given(store, contact.id) for name in each.services]
    return render_template(
        "adviser/ring.html", say=say, rings=_rings(contact, told), problems=problems, values=values,
        telling=telling(told.pieces, told.understood), not_asked=_NOT_ASKED, message_id=message_id,
        done=bool(request.args.get("done")),
        references=references_of(store, contact.id, kinds_seen_by(me().role)), contact=contact,
        given=list(dict.fromkeys(given)), labels=need_labels(), dangers=words("review")["dangers"],
        taken=stored.handed_over(store, contact.id), lines=labels(parts().settings.handover_lines_file),
        person=me(),
        alert=contact.risk_level in ALERT_LEVELS,
    )  # fmt: skip


def _rings(contact: Contact, told: Told) -> list[Ring]:
    settings = parts().settings
    requests = {contact.request, *(each.request for each in told.understood)}
    heard = {
        CONCERN: contact.safeguarding_concern,
        DANGER: contact.risk_level in ALERT_LEVELS,
        TEAM: not requests.isdisjoint(_THEIR_TEAM),
    }
    numbers = {"council_phone": settings.council_phone, "edt_phone": settings.edt_phone}
    known = lines(settings.handover_lines_file)
    return to_ring(known, numbers, settings.hours.is_open(now()), [each for each, on in heard.items() if on])
