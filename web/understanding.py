"""POST /api/understand: what Signpost makes of one message; for signed-in staff, and programs with a token.

It changes nothing and keeps nothing: the words are read, answered and forgotten.
"""

from flask import Blueprint, Response, jsonify

from web.errors.shape import problem
from web.json_body import Refused, json_object, refusal_answer, text_of
from web.parts import parts
from web.resident.said import NotTaken

blueprint = Blueprint("understanding", __name__)


@blueprint.post("/api/understand")
def understand() -> Response:
    """`{"text"}` in; risk, request, needs, out_of_scope and language out (docs/risk.md)."""
    understander = parts().understander
    if understander is None:
        return problem(503)
    try:
        text = _text()
    except NotTaken as refusal:
        return refusal_answer(refusal)
    return jsonify(understander.understand(text).as_metadata())


def _text() -> str:
    body = json_object()
    for field in body:
        if field != "text":
            raise Refused("bad_field", str(field))
    if not isinstance(body.get("text"), str):
        raise Refused("bad_field", "text")
    return text_of(body)
