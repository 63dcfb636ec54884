"""The directory's public pages: look for help without a chat, and read everything known of one service."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from flask import Blueprint, render_template, request, url_for

from directory.finder import ServiceMatch
from directory.listings import Listing
from directory.needs.vocabulary import Vocabulary
from web.caching import keep_nowhere
from web.parts import parts
from web.public_directory.asked import Asked, read_asked
from web.public_directory.finding import find_services
from web.rendering import add_filters
from web.words.book import words

blueprint = Blueprint("public_directory", __name__)
blueprint.record_once(add_filters)
blueprint.after_request(keep_nowhere)

A_PAGE = 10


@dataclass(frozen=True)
class Results:
    """One page of what was found."""

    services: tuple[ServiceMatch, ...]
    total: int
    number: int
    near: str | None
    place_unknown: bool
    asked: bool
    previous_url: str
    next_url: str

    @property
    def pages(self) -> int:
        """How many pages there are in all."""
        return -(-self.total // A_PAGE)


@blueprint.get("/services")
def search() -> str:
    """The search box and what it found; without a question, every service."""
    asked = read_asked(request.args)
    needs = sorted(_vocabulary(), key=lambda need: need.label)
    return render_template("public_directory/search.html", asked=asked, needs=needs, page=_results(asked))


@blueprint.get("/services/<service_id>")
def service(service_id: str) -> str | tuple[str, int]:
    """Everything known of one service, or a kind 404."""
    found: Listing | None = parts().finder.listing(service_id)
    if found is None:
        return render_template("public_directory/gone.html"), 404
    return render_template(
        "public_directory/service.html",
        service=found,
        reach=[words("directory")["reach"][each.value] for each in found.reach],
        who_for=_who_for(found),
        helps_with=[
            _vocabulary()[need].resident_label for need, _sure in found.needs if need in _vocabulary()
        ],
    )


def _results(asked: Asked) -> Results:
    finder = parts().finder
    place = finder.place(asked.place) if asked.place else None
    if asked.need not in _vocabulary():
        asked = replace(asked, need="")
    found = find_services(finder, asked, place)
    number = min(asked.page, max(1, -(-len(found) // A_PAGE)))
    return Results(
        services=tuple(found[(number - 1) * A_PAGE : number * A_PAGE]),
        total=len(found),
        number=number,
        near=place.label if place else None,
        place_unknown=bool(asked.place) and place is None,
        asked=asked.anything,
        previous_url=_page_url(asked, number - 1),
        next_url=_page_url(asked, number + 1),
    )


def _page_url(asked: Asked, page: int) -> str:
    query: dict[str, Any] = asked.as_query(page)
    return url_for("public_directory.search", **query, _anchor="results")


def _who_for(listing: Listing) -> list[str]:
    say = words("directory")["ages"]
    lowest, highest = listing.min_age, listing.max_age
    ages = ""
    if lowest is not None or highest is not None:
        kind = "up_to" if lowest is None else "from" if highest is None else "between"
        ages = say[kind].format(lowest=lowest, highest=highest)
    return [each for each in (listing.eligibility, ages) if each]


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary.load()
