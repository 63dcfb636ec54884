"""POST /api/chat: the same conversation for programs, as JSON. No cookie, so no CSRF token.

A program that sends a message again after a lost answer sends the same message_id: it gets the same answer,
and no second conversation if it was opening one (within ten minutes, with an id of 16 characters or more).
Without a message_id every message counts as a new one.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, current_app, jsonify

from web.json_body import Refused, json_object, refusal_answer, text_of
from web.numbers.belonging import is_slug
from web.parts import parts
from web.resident.kept import find, find_or_start
from web.resident.opening import opening_id
from web.resident.said import NotTaken, Said, is_public_id, nonce
from web.resident.turn import take_turn
from web.resident.turnstile import turnstile

blueprint = Blueprint("resident_api", __name__)

_FIELDS = {"conversation_id", "text", "message_id", "site"}


@blueprint.post("/api/chat")
def chat() -> Response:
    """One message in, what is said back out."""
    try:
        said, begun = _said(json_object())
        answer = take_turn(parts(), turnstile(), said, find if begun else find_or_start)
    except NotTaken as refusal:
        return refusal_answer(refusal)
    return jsonify({"conversation_id": said.conversation_id, **answer.public()})


def _said(body: Mapping[str, Any]) -> tuple[Said, bool]:
    """The message, and whether its conversation must be known already."""
    for field, value in body.items():
        if field not in _FIELDS or not (isinstance(value, str) or (value is None and field != "text")):
            raise Refused("bad_field", field)
    given = body.get("conversation_id")
    if given is not None and not is_public_id(given):
        raise Refused("unknown_conversation")
    text = text_of(body)
    message_id = body.get("message_id")
    conversation, site = given or _opened(message_id, text), body.get("site") or ""
    if site and not is_slug(site):
        raise Refused("bad_field", "site")
    return Said(text, conversation, nonce(message_id), address=site), given is not None


def _opened(message_id: str | None, text: str) -> str:
    return opening_id(parts(), str(current_app.secret_key), message_id, text)
