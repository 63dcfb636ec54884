"""The directory's public pages: look for help without a chat, and read everything known of one service."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.browsing.conditions import Facet
from directory.standing import Standing, Whereabouts, whereabouts_of
from web.caching import keep_nowhere
from web.parts import parts
from web.public_directory import list_views
from web.public_directory.asked import Asked, read_asked, read_saved
from web.public_directory.filters import needs_by_group
from web.public_directory.finding import find_services
from web.public_directory.results import results_of
from web.public_directory.service_page import around, facts_of
from web.public_directory.shelf import browse_index, install_shelf, vocabulary
from web.public_directory.unmet import install_counting, is_unmet, may_count, note_unmet
from web.rendering import add_filters
from web.resident.held_here import install_addresses
from web.resident.safety import safety_reply

blueprint = Blueprint("public_directory", __name__)
blueprint.record_once(add_filters)
blueprint.record_once(install_shelf)
blueprint.record_once(install_counting)
blueprint.after_request(keep_nowhere)
install_addresses(blueprint)
list_views.add_to(blueprint)

NOT_FOUND, GONE = 404, 410
_GONE = {Standing.CLOSED: GONE, Standing.WITHDRAWN: GONE, Standing.UNKNOWN: NOT_FOUND}


@blueprint.get("/services")
def search() -> str | Response:
    """What was found; without a question, where to begin."""
    asked = read_asked(request.args)
    if not all(request.args.values()):  # fields that were left empty: an address to share has none
        query: dict[str, Any] = asked.as_query()
        return redirect(url_for("public_directory.search", **query))
    return _results(asked) if asked.anything else _start(asked)


@blueprint.get("/services/<path:service_id>")  # ids are other people's, and some have a slash
def service(service_id: str) -> str | tuple[str, int] | Response:
    """Everything known of one service; where it is no more, what became of it."""
    found = _whereabouts(service_id)
    saved = read_saved(request.args)
    if found.standing is Standing.MERGED:
        return redirect(url_for("public_directory.service", service_id=found.kept_id, save=saved), 301)
    listing, index = found.listing, browse_index()
    context = {"saved": saved, "standing": found.standing.name}
    if found.standing in _GONE:
        alike = around(listing, index).alike if listing else []
        gone = {**context, "service": listing, "alike": alike}
        return render_template("public_directory/gone.html", **gone), _GONE[found.standing]
    assert listing is not None  # noqa: S101 -- every standing that is not gone has one
    facts = facts_of(listing, vocabulary(), parts().settings.council_name)
    return render_template("public_directory/service.html", **context, **facts, around=around(listing, index))


def _start(asked: Asked) -> str:
    index = browse_index()
    counts = {need: len(rows) for need, rows in index.values(Facet.NEED).items()}
    return render_template(
        "public_directory/start.html",
        asked=asked,
        groups=needs_by_group(vocabulary(), counts),
        towns=sorted(index.values(Facet.AREA)),
        total=len(index),
    )


def _results(asked: Asked) -> str:
    if asked.need not in vocabulary():
        asked = asked.but(need="", page=asked.page)
    understander = parts().understander
    risks = understander.risks_in(asked.q) if understander and asked.q else ()
    found = find_services(parts().finder, browse_index(), asked)
    if is_unmet(asked, found) and may_count():
        note_unmet(parts().finder, asked, found)
    return render_template(
        "public_directory/search.html",
        asked=asked,
        page=results_of(asked, found, vocabulary()),
        safety=safety_reply(next(iter(risks), None), parts().settings),
    )


def _whereabouts(service_id: str) -> Whereabouts:
    """From the shelf where it is there, which is nearly always; else from the register."""
    listing = parts().finder.listing(service_id)
    if listing is None and (register := parts().register):
        return register.look_up(service_id)
    return whereabouts_of(listing)
