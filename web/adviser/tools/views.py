"""The tools beside a call, on one blueprint: services, what is given, who rang before, who to ring.

Every address names its call, so that two calls in two windows never mix; within a page nobody has to say so.
"""

from typing import Any

from flask import Blueprint, g

from web.adviser.tools import giving, known, ringing, services, summing_up
from web.caching import keep_nowhere

blueprint = Blueprint("call_tools", __name__, url_prefix="/staff/call/<int:call_id>")
blueprint.after_request(keep_nowhere)
for room in (services, giving, known, ringing, summing_up):
    room.add_to(blueprint)


@blueprint.url_value_preprocessor
def _which(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Views need not take the number: held.py knows it."""
    g.call_id = (values or {}).pop("call_id")


@blueprint.url_defaults
def _the_same(_endpoint: str, values: dict[str, Any]) -> None:
    if "call_id" in g:
        values.setdefault("call_id", g.call_id)
