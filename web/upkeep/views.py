"""Keeping the directory true, for editors and managers: one blueprint, whose pages stand beside this file."""

from typing import Any

from flask import Blueprint

from web.caching import keep_nowhere
from web.rendering import add_filters
from web.upkeep import checking, health, reported
from web.words.book import words

blueprint = Blueprint("upkeep", __name__, url_prefix="/staff/upkeep")
blueprint.record_once(add_filters)
blueprint.after_request(keep_nowhere)


@blueprint.context_processor
def _shared() -> dict[str, Any]:
    """The words of these pages."""
    return {"say": words("upkeep")}


for room in (checking, reported, health):
    room.add_to(blueprint)
