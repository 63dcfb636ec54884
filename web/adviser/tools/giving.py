"""Giving the pinned services to the caller: by message where agreed and safe, on paper, or aloud."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from web.adviser.tools.give_form import FIELDS, SENT, GiveForm, Giving, empty_form, read_form
from web.adviser.tools.held import contact_of_call, known_of_caller, where_calls_begin
from web.adviser.tools.listed import Listed, listed
from web.adviser.tools.paper import on_paper
from web.clock import now
from web.database import Transaction
from web.messages.choosing import to_themselves
from web.messages.senders import sender_of
from web.models.contact import Contact
from web.models.delivery import Way
from web.outbox.announcing import SERVICE_LIST
from web.parts import parts
from web.pdf_answer import pdf_shown
from web.public_directory.shelf import browse_index
from web.resident.said import nonce, nonce_of
from web.security.by_account import free_again
from web.staff.given import shown
from web.staff.session import me
from web.store import call_tools as stored
from web.store import contacts, own_summaries, staff
from web.templating import local_time
from web.words.book import words


def give_list_form() -> str | AnyResponse:
    """The form, with what is pinned ticked, and what was given before below it."""
    with parts().store.reading() as store:
        contact = contact_of_call(store)
        if contact is None:
            return redirect(where_calls_begin())
        form = empty_form(stored.pinned(store, contact.id), known_of_caller(store, contact, FIELDS))
        return _page(store, contact, form, nonce(None))


def give_list() -> AnyResponse:
    """Gives the list, once for a form; what cannot be done comes back as it was typed."""
    message_id = nonce(request.form.get("message_id"))
    with parts().store.writing() as store:
        contact = contact_of_call(store) or abort(404)
        pinned = stored.pinned(store, contact.id)
        form = read_form(request.form, request.form.getlist("service"), _ways(), pinned)
        if not form.problems and (refused := _give(store, contact, form, message_id)):
            form = replace(form, problems={"way": refused})
        if form.problems:
            return make_response(_page(store, contact, form, message_id), 422)
    return redirect(url_for("call_tools.give_list_form", done=form.giving), 303)


def list_on_paper() -> Response:
    """The pinned services as a PDF; that it was given is said on the form, not by looking at it."""
    with parts().store.reading() as store:
        contact = contact_of_call(store) or abort(404)
        chosen = request.args.getlist("service")
        ids = [each for each in stored.pinned(store, contact.id) if not chosen or each in chosen]
    say = words("adviser_tools")["paper"]
    return pdf_shown(on_paper(_listed(ids), say, parts().settings, now()), say["name"])


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the blueprint of the tools."""
    blueprint.add_url_rule("/list", view_func=give_list_form, methods=["GET"])
    blueprint.add_url_rule("/list", view_func=give_list, methods=["POST"])
    blueprint.add_url_rule("/list/paper", view_func=list_on_paper, methods=["GET"])


def _give(store: Transaction, contact: Contact, form: GiveForm, message_id: str) -> str | None:
    """Notes it and, where it leaves the house, puts it into the outbox; or the code of why it may not go."""
    assert form.giving is not None  # noqa: S101 - for the type checker: a form without problems has one
    key, moment = nonce_of(message_id, form.giving, *form.to, *form.services), now()
    if stored.is_given(store, contact.id, key):
        return None
    services, delivery = _listed(form.services), None
    if form.way is not None:
        if refused := _refused(store, contact, form.way):
            return refused
        delivery = f"list:{contact.id}:{key}"
        stored.send(store, SERVICE_LIST, contact.id, delivery, _payload(form, services), moment)
    told = [{"id": each.id, "name": each.name} for each in services]
    stored.give(store, contact.id, key, form.giving, told, me().id, moment, delivery)
    contacts.note_offered(store, contact, ({**each, "price": _price(services, each["id"])} for each in told))
    staff.note(store, "gave_list", staff_user_id=me().id, subject="contact", subject_id=contact.id)
    return None


def _refused(store: Transaction, contact: Contact, way: Way) -> str | None:
    """Why nothing may go this way, or not today any more; None where it may."""
    apart, known = own_summaries.preferences_of(store, contact)
    refused = to_themselves(apart, known, way, now(), ZoneInfo(parts().settings.time_zone))[1]
    if refused is None and stored.is_sent_often(store, SERVICE_LIST, contact.id):
        refused = "too_often"
    if refused is None and _sends_again(store) is not None:
        # In the trail, for whoever looks after accounts: so many letters to strangers are no usual day.
        staff.note(store, "reached_list_limit", staff_user_id=me().id)
        refused = "account_full"
    return refused


def _sends_again(store: Transaction) -> datetime | None:
    """When this account may send a list again; None where it may now."""
    done = partial(stored.sent_by, store, me().id, SENT)
    return free_again(parts().settings.limits.lists, done, now())


def _payload(form: GiveForm, services: Sequence[Listed]) -> dict[str, object]:
    settings = parts().settings
    path = url_for("public_directory.shortlist", save=[each.id for each in services])
    return {
        "way": form.way, "to": list(form.to), "services": [each.as_payload() for each in services],
        "link": f"{settings.own_address}{path}" if settings.public_url else "",
    }  # fmt: skip


def _price(services: Sequence[Listed], service_id: str) -> str:
    return next(each.price for each in services if each.id == service_id)


def _listed(ids: Sequence[str]) -> list[Listed]:
    return listed(browse_index().with_ids(ids), ids)


def _ways() -> frozenset[Way]:
    here = parts()
    sender = sender_of(here.settings, here.store)
    return sender.ways if sender else frozenset()


def _page(store: Transaction, contact: Contact, form: GiveForm, message_id: str) -> str:
    say, open_ways = words("adviser_tools"), _ways()
    again = _sends_again(store) if "account_full" in form.problems.values() else None
    when = local_time(again) if again else ""
    problems = {name: say["give"]["errors"][code].format(when=when) for name, code in form.problems.items()}
    return render_template(
        "adviser/give.html", form=replace(form, problems=problems), say=say, message_id=message_id,
        services=_listed(stored.pinned(store, contact.id)), given=shown(stored.given(store, contact.id)),
        givings=[each for each in Giving if each not in SENT or Way(each.value) in open_ways],
        given_say=words("deliveries")["stands"], sends=bool(open_ways),
        done=request.args.get("done", ""), apart=contact.safeguarding_concern,
    )  # fmt: skip
