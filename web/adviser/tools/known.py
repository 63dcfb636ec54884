"""Has this caller been in touch before? By number or address, as far as whoever asks may know of it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from flask import Blueprint, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from web.adviser.tools.held import KNOWN_BY, contact_of_call, known_of_caller, where_calls_begin
from web.clock import now
from web.database import Transaction
from web.forms import typed
from web.handoffs.known_again import Details
from web.handoffs.queue.outcomes import label_of
from web.parts import parts
from web.security.by_account import free_again
from web.security.permissions import kinds_seen_by
from web.staff.session import me
from web.store import people, staff, trail
from web.store.people import Earlier
from web.templating import local_time
from web.words.book import words

LONGEST = 254
LOOKED, FOUND, LIMIT = "looked_up_caller", "found_earlier_contact", "reached_look_up_limit"


def known() -> str | Response:
    """The form, with what is known of the caller in it. Nothing is looked up yet."""
    with parts().store.reading() as store:
        contact = contact_of_call(store)
        if contact is None:
            return redirect(where_calls_begin())
        values = known_of_caller(store, contact, KNOWN_BY)
    return _page("adviser/known.html", {**dict.fromkeys(KNOWN_BY, ""), **values})


def look_up() -> Response:
    """What is known by this number or address. Who looked, and what they found, is in the audit trail.

    No more often than one account may: nobody goes through numbers to see who is known here.
    A POST, though nothing of a person changes: a number in an address would stay in logs and histories.
    """
    values = {name: typed(request.form, name)[:LONGEST] for name in KNOWN_BY}
    details = Details(
        names=tuple(filter(None, [values["name"]])),
        phones=tuple(filter(None, [values["phone"]])),
        emails=tuple(filter(None, [values["email"]])),
    )
    template = "adviser/_known.html" if request.form.get("part") else "adviser/known.html"
    with parts().store.writing() as store:
        contact = contact_of_call(store) or abort(404)
        if not details.identifiers():
            return make_response(_page(template, values, problem="nothing_typed"), 422)
        if again := _looks_again(store):
            _note(store, LIMIT, contact.id)
            return make_response(_page(template, values, problem="too_often", again=again), 422)
        found = people.known_by(store, details, kinds_seen_by(me().role), but=contact.id)
        _note(store, LOOKED, contact.id)
        for each in found:
            _note(store, FOUND, each.contact_id)
    return make_response(_page(template, values, found))


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the blueprint of the tools."""
    blueprint.add_url_rule("/known", view_func=known, methods=["GET"])
    blueprint.add_url_rule("/known", view_func=look_up, methods=["POST"])


def _looks_again(store: Transaction) -> datetime | None:
    """When this account may look again; None where it may now."""
    done = partial(trail.done_by, store, me().id, LOOKED)
    return free_again(parts().settings.limits.look_ups, done, now())


def _note(store: Transaction, action: str, contact_id: int) -> None:
    staff.note(store, action, staff_user_id=me().id, subject="contact", subject_id=contact_id)


def _page(
    template: str,
    values: dict[str, str],
    found: Sequence[Earlier] | None = None,
    problem: str = "",
    again: datetime | None = None,
) -> str:
    tools = words("adviser_tools")
    said = tools["known"][problem].format(when=local_time(again) if again else "") if problem else ""
    return render_template(
        template, values=values, found=found, problem=said, tools=tools,
        label_of=label_of, teams=words("queue")["teams"],
    )  # fmt: skip
