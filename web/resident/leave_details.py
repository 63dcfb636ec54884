"""Leaving details for a person to ring back: no chat, no dialogue, and it works when Rasa is down."""

from dataclasses import replace
from functools import partial

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from web.parts import parts
from web.resident.comfort import words_here
from web.resident.details_form import DetailsForm, check_form, read_form
from web.resident.direct_handoff import promised, reachable
from web.resident.held_here import CONVERSATION, came_by, conversation
from web.resident.page import last_answer
from web.resident.said import Said, nonce, nonce_of
from web.resident.turn import take_turn
from web.resident.turnstile import turnstile
from web.resident.without_rasa import hand_on_details
from web.words.book import words


def leave_details() -> str:
    """The form, empty; `?ask=assessment` or `?ask=person` says what for."""
    conversation()
    return _form(read_form(request.args), nonce(None))


def send_details() -> Response | tuple[str, int]:
    """The form as sent: a hand-off, once for the same form under one nonce, or the problems."""
    form = check_form(read_form(request.form))
    message_id = nonce(request.form.get("message_id"))
    if form.problems:
        return _form(form, message_id), 422
    details = form.details
    # A form that was put right and sent again is another one, even if its words are the same.
    own_nonce = nonce_of(message_id, *form.values.values())
    said = Said(details.text, conversation(), own_nonce, form.values["via"] or "web", address=came_by())
    take_turn(parts(), turnstile(), said, ask=partial(hand_on_details, details))
    return redirect(url_for("resident.details_left"), 303)


def expired() -> tuple[str, int]:
    """The form as typed with fresh proof, when it had been open for too long."""
    form, sentence = read_form(request.form), words("leave_details")["errors"]["expired"]
    return _form(replace(form, problems={"words": sentence}), nonce(request.form.get("message_id"))), 422


def details_left() -> str:
    """The reference, any safety words, and what happens next."""
    answer = last_answer(parts(), session.get(CONVERSATION))
    if answer is None or answer.handoff is None:
        abort(404)
    return render_template(
        "resident/details_left.html",
        answer=answer,
        edt_phone=parts().settings.edt_phone,
        by=promised(parts(), answer.handoff),
        unreachable=None
        if reachable(parts(), answer.handoff)
        else words_here("leave_details")["unreachable"],
    )


def _form(form: DetailsForm, message_id: str) -> str:
    return render_template("resident/leave_details.html", form=form, message_id=message_id)


def add_to(blueprint: Blueprint) -> None:
    """Opens the form on the resident's blueprint."""
    blueprint.add_url_rule("/leave-details", view_func=leave_details, methods=["GET"])
    blueprint.add_url_rule("/leave-details", view_func=send_details, methods=["POST"])
    blueprint.add_url_rule("/leave-details/done", view_func=details_left, methods=["GET"])
