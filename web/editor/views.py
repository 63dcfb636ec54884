"""The editor's side of the site: one blueprint, whose pages stand in the files beside this one."""

import secrets
from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask.blueprints import BlueprintSetupState
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from web.caching import keep_nowhere
from web.editor import deeds, duplicates, editing, history, lists, proposals, record
from web.editor.days import split_days
from web.editor.desk import say
from web.editor.forms import ways_in, with_words
from web.errors.within import with_errors_of_its_own
from web.rendering import add_filters
from web.words.book import words
from web.words.needs import need_labels

blueprint = Blueprint("editor", __name__, url_prefix="/staff/directory")
blueprint.record_once(add_filters)
blueprint.after_request(keep_nowhere)


@blueprint.record_once
def _filters(state: BlueprintSetupState) -> None:
    """What the forms' templates write days and choices with."""
    state.app.add_template_filter(split_days)
    state.app.add_template_filter(ways_in)
    state.app.add_template_filter(with_words)


@blueprint.context_processor
def _shared() -> dict[str, Any]:
    """Words, labels of needs, and a fresh nonce for each form of a page."""
    return {
        "say": say(),
        "keeping_say": words("upkeep"),
        "need_labels": need_labels(),
        "new_nonce": lambda: secrets.token_urlsafe(16),
    }


@blueprint.errorhandler(CSRFError)
@with_errors_of_its_own
def expired(_error: CSRFError) -> Response:
    """A form that was open too long: what was written comes back with a fresh one."""
    if request.endpoint in ("editor.send_edit", "editor.send_new"):
        return editing.expired()
    return make_response(render_template("editor/expired.html"), 400)


for room in (lists, record, editing, history, deeds, proposals, duplicates):
    room.add_to(blueprint)
