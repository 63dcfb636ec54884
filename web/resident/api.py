"""POST /api/chat: the same conversation for programs, as JSON. No cookie, so no CSRF token.

A program that sends a message again after a lost answer sends the same message_id: it gets the same answer,
and no second conversation if it was opening one (within ten minutes, with an id of 16 characters or more).
Without a message_id every message counts as a new one.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from web.errors.shape import problem
from web.parts import parts
from web.resident.opening import opening_id
from web.resident.said import NotTaken, Said, clean, is_public_id, nonce
from web.resident.turn import find, find_or_start, take_turn
from web.resident.turnstile import turnstile
from web.words.book import words

blueprint = Blueprint("resident_api", __name__)

_STATUS = {"unknown_conversation": 404, "busy": 429, "too_large": 413, "not_json": 415, "bad_json": 400}
_FIELDS = {"conversation_id", "text", "message_id"}
BUSY_SECONDS = 2


class _Refused(NotTaken):
    """A request that cannot be taken; `field` is the one at fault, if one is."""

    def __init__(self, code: str, field: str | None = None) -> None:
        super().__init__(code)
        self.field = field


@blueprint.post("/api/chat")
def chat() -> Response:
    """One message in, what is said back out."""
    try:
        said, begun = _said(_body())
        answer = take_turn(parts(), turnstile(), said, find if begun else find_or_start)
    except NotTaken as refusal:
        return _error(refusal)
    return jsonify({"conversation_id": said.conversation_id, **answer.public()})


def _body() -> Mapping[str, Any]:
    if not request.is_json:
        raise _Refused("not_json")
    try:
        body = request.get_json()
    except RequestEntityTooLarge:
        raise _Refused("too_large") from None
    except (BadRequest, RecursionError):
        raise _Refused("bad_json") from None
    if not isinstance(body, dict):
        raise _Refused("bad_json")
    return body


def _said(body: Mapping[str, Any]) -> tuple[Said, bool]:
    """The message, and whether its conversation must be known already."""
    for field, value in body.items():
        if field not in _FIELDS or not (isinstance(value, str) or (value is None and field != "text")):
            raise _Refused("bad_field", field)
    given = body.get("conversation_id")
    if given is not None and not is_public_id(given):
        raise _Refused("unknown_conversation")
    try:
        text = clean(body.get("text", ""))
    except NotTaken as refusal:
        raise _Refused(refusal.code, "text") from None
    message_id = body.get("message_id")
    return Said(text, given or _opened(message_id, text), nonce(message_id)), given is not None


def _opened(message_id: str | None, text: str) -> str:
    return opening_id(parts(), str(current_app.secret_key), message_id, text)


def _error(refusal: NotTaken) -> Response:
    sentence = words("chat")["errors"][refusal.code]
    field = refusal.field if isinstance(refusal, _Refused) else None
    answer = problem(
        _STATUS.get(refusal.code, 422), refusal.code, sentence, [(field, sentence)] if field else []
    )
    if refusal.code == "busy":
        answer.headers["Retry-After"] = str(BUSY_SECONDS)
    return answer
