"""The JSON object that a program sends: taken whole, or refused with a sentence and the field at fault."""

from collections.abc import Mapping
from typing import Any

from flask import Response, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from web.errors.shape import problem
from web.resident.said import NotTaken, clean
from web.words.book import words

_STATUS = {"unknown_conversation": 404, "busy": 429, "too_large": 413, "not_json": 415, "bad_json": 400}
_BUSY_SECONDS = 2


class Refused(NotTaken):
    """A request that cannot be taken; `field` is the one at fault, if one is."""

    def __init__(self, code: str, field: str | None = None) -> None:
        super().__init__(code)
        self.field = field


def json_object() -> Mapping[str, Any]:
    """The body of the present request; Refused when it is no JSON object, or too large."""
    if not request.is_json:
        raise Refused("not_json")
    try:
        body = request.get_json()
    except RequestEntityTooLarge:
        raise Refused("too_large") from None
    except (BadRequest, RecursionError):
        raise Refused("bad_json") from None
    if not isinstance(body, dict):
        raise Refused("bad_json")
    return body


def text_of(body: Mapping[str, Any]) -> str:
    """The message in the field `text`, cleaned; Refused when nothing or too much is left of it."""
    try:
        return clean(body.get("text", ""))
    except NotTaken as refusal:
        raise Refused(refusal.code, "text") from None


def refusal_answer(refusal: NotTaken) -> Response:
    """The error a program gets: in the one JSON shape, its sentence from web/words/chat.yml."""
    sentence = words("chat")["errors"][refusal.code]
    field = refusal.field if isinstance(refusal, Refused) else None
    answer = problem(
        _STATUS.get(refusal.code, 422), refusal.code, sentence, [(field, sentence)] if field else []
    )
    if refusal.code == "busy":
        answer.headers["Retry-After"] = str(_BUSY_SECONDS)
    return answer
