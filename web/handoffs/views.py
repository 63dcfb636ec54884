"""POST /api/handoffs: where the bot hands on every contact it could not resolve."""

import json
from typing import Any

from flask import Blueprint, Response, jsonify, request
from pydantic import ValidationError

from web.errors.shape import problem
from web.exceptions import HandoffConflict
from web.handoffs.receive import take_in
from web.handoffs.schema import HandoffIn
from web.parts import parts

blueprint = Blueprint("handoffs", __name__)
_KEY_HEADER = "Idempotency-Key"


@blueprint.post("/api/handoffs")
def receive() -> Response:
    """201 for a new hand-off, 200 for one whose key is known, else an error that names each wrong field."""
    if request.mimetype != "application/json":
        return problem(415)
    try:
        incoming = HandoffIn.model_validate_json(
            _with_key(request.get_data(), request.headers.get(_KEY_HEADER))
        )
        received = take_in(parts(), incoming)
    except ValidationError as error:
        return _refusal(error)
    except HandoffConflict as conflict:
        return problem(409, conflict.code, conflict.message)
    response = jsonify(reference=received.reference, state=received.state, created=received.created)
    response.status_code = 201 if received.created else 200
    return response


def _with_key(body: bytes, header: str | None) -> bytes:
    """The body with the key of the header, when it came there; two keys that differ are a wrong field."""
    if header is None:
        return body
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return body  # Not JSON: the schema says so.
    if not isinstance(sent, dict):
        return body
    if sent.setdefault("idempotency_key", header) != header:
        sent["idempotency_key"] = None
    return json.dumps(sent).encode()


def _refusal(error: ValidationError) -> Response:
    # Never the input: it is somebody's words.
    found: list[Any] = error.errors(include_url=False, include_context=False, include_input=False)
    if any(each["type"] == "json_invalid" for each in found):
        return problem(400, "bad_json", "What was sent is not JSON.")
    fields = [(".".join(str(step) for step in each["loc"])[:200], each["msg"]) for each in found]
    return problem(422, fields=fields)
