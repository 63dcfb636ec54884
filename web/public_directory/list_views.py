"""The shortlist: its ids are in the address, or in the reader's own browser; the council keeps nothing."""

from flask import Blueprint, Response, abort, render_template, request, url_for

from web.parts import parts
from web.public_directory.asked import read_saved
from web.public_directory.cards import card_of
from web.public_directory.service_page import facts_of
from web.public_directory.shelf import browse_index, vocabulary
from web.public_directory.shortlist import mail_to_oneself, qr_code
from web.security.framing import page_of_its_own


def add_to(blueprint: Blueprint) -> None:
    """Gives the blueprint the pages of the shortlist."""
    blueprint.add_url_rule("/my-list", "shortlist", shortlist)
    blueprint.add_url_rule("/my-list/code.svg", "code", code)


def shortlist() -> str:
    """The services whose ids the address holds, to print, to send to oneself and to scan."""
    asked = read_saved(request.args)
    listings = browse_index().with_ids(asked)
    saved = tuple(each.id for each in listings)
    address, council = _address(saved), parts().settings.council_name
    return render_template(
        "public_directory/shortlist.html",
        cards=[card_of(each, saved=True) for each in listings],
        facts={each.id: facts_of(each, vocabulary(), council) for each in listings},
        saved=saved,
        missing=len(asked) - len(listings),
        removed=request.args.get("removed", "")[:1],
        mail=mail_to_oneself(listings, address, council),
        has_code=bool(saved) and qr_code(address) is not None,
        back=_back(),
    )


def code() -> Response:
    """The list's address as a picture to point a telephone at."""
    picture = qr_code(_address(read_saved(request.args)))
    if picture is None:
        abort(404)
    return Response(picture, mimetype="image/svg+xml")


def _address(saved: tuple[str, ...]) -> str:
    return page_of_its_own("public_directory.shortlist", save=saved)


def _back() -> str | None:
    """The list that somebody saved from, if they did: one of our own lists and nothing else."""
    given, ours = request.args.get("back", "")[:1000], url_for("public_directory.search")
    return given if given == ours or given.startswith(f"{ours}?") else None
