"""Sending the summary to oneself, by e-mail or text: agreed, said to be safe, once, and not often."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from web.clock import now
from web.messages.choosing import to_themselves
from web.messages.senders import sender_of
from web.models.delivery import Way
from web.parts import Parts, parts
from web.resident.comfort import has_easy_words, words_here
from web.resident.held_here import CONVERSATION
from web.resident.hold import held
from web.resident.said import nonce, nonce_of
from web.resident.send_summary_form import SendForm, read_form
from web.store import own_summaries

_WAYS = frozenset({Way.EMAIL, Way.TEXT})


def ways_of(here: Parts) -> frozenset[Way]:
    """The ways by which a summary can leave; none where messages are off."""
    sender = sender_of(here.settings, here.store)
    return sender.ways & _WAYS if sender else frozenset()


def send_summary_form() -> str:
    """The form, empty; 404 where messages are off."""
    return _page(SendForm(dict.fromkeys(("to", "what", "agreed", "safe"), ""), {}), nonce(None))


def send_summary() -> Response | tuple[str, int]:
    """Puts it into the outbox, once for the same form; or the form with what needs putting right."""
    form, message_id = read_form(request.form, _open_ways()), nonce(request.form.get("message_id"))
    if not form.problems and (refused := _ask(parts(), form, message_id)):
        form = replace(form, problems={"to": refused})
    if form.problems:
        return _page(form, message_id), 422
    return redirect(url_for("resident.summary_sent"), 303)


def summary_sent() -> str:
    """That it is on its way, and the way to a code."""
    _open_ways()
    return render_template("resident/summary_sent.html", say=words_here("summary"))


def _ask(here: Parts, form: SendForm, message_id: str) -> str | None:
    """Puts it into the outbox; or the code of why it may not go."""
    assert form.way is not None  # noqa: S101 - for the type checker: a form without problems has one
    moment, rate = now(), here.settings.limits.messages
    with here.store.writing() as store:
        contact = held(store, session.get(CONVERSATION, ""))
        if contact is None:
            return "nothing"
        key = own_summaries.key_of(contact.id, nonce_of(message_id, form.to, form.values["what"]))
        if own_summaries.is_asked(store, key):
            return None
        apart, known = own_summaries.preferences_of(store, contact)
        clock = ZoneInfo(here.settings.time_zone)
        refused = to_themselves(apart, known, form.way, moment, clock)[1]
        if refused is None:
            until = own_summaries.last_said(store, contact.id)
            what = {"way": form.way.value, "to": form.to, "all": form.everything, "until": until}
            what["easy"] = has_easy_words()
            if not own_summaries.ask(store, contact.id, key, what, rate, moment):
                refused = "too_often"
    return refused


def _open_ways() -> frozenset[Way]:
    return ways_of(parts()) or abort(404)


def _page(form: SendForm, message_id: str) -> str:
    say, ways = words_here("summary"), _open_ways()
    problems = {name: say["send"]["errors"][code] for name, code in form.problems.items()}
    return render_template(
        "resident/send_summary.html", form=replace(form, problems=problems), say=say, message_id=message_id,
        label=say["send"]["to"]["_".join(sorted(each.value for each in ways))], by_mail=Way.EMAIL in ways,
    )  # fmt: skip


def add_to(blueprint: Blueprint) -> None:
    """Opens the form on the resident's blueprint."""
    blueprint.add_url_rule("/summary/send", view_func=send_summary_form, methods=["GET"])
    blueprint.add_url_rule("/summary/send", view_func=send_summary, methods=["POST"])
    blueprint.add_url_rule("/summary/sent", view_func=summary_sent, methods=["GET"])
