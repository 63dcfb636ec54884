"""Looking through the directory during a call: search, pin, compare. As a page, and as a part of one."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from directory.places import Place
from directory.reach import Reach
from web.adviser.tools.finding import MOST, MOST_COMPARED, compare, in_order, look
from web.adviser.tools.held import KNOWN_BY, contact_of_call, known_of_caller
from web.clock import now
from web.models.contact import Contact
from web.parts import parts
from web.public_directory.asked import Asked, read_asked
from web.public_directory.shelf import browse_index
from web.store import call_tools as stored
from web.words.book import words

WAYS = (Reach.HOME_VISIT, Reach.TELEPHONE, Reach.ONLINE)
FEWEST_COMPARED = 2


def services() -> str | Response:
    """What was looked for, and what is pinned to the call; without a call, where one begins."""
    return _for_call(lambda contact: _page("adviser/services.html", contact))


def services_part() -> str | Response:
    """The same without the page around it."""
    return _for_call(lambda contact: _page("adviser/_services.html", contact))


def pin() -> Response:
    """Pins a service to the call, or takes the pin away; the same again changes nothing."""
    service_id, away = request.form.get("service_id", ""), request.form.get("do") == "unpin"
    with parts().store.writing() as store:
        contact = contact_of_call(store) or abort(404)
        if away:
            stored.unpin(store, contact.id, service_id)
        elif parts().finder.listing(service_id) is None:
            abort(404)
        elif not stored.pin(store, contact.id, service_id, now()):
            return _back(full=1)
    return _back()


def compared() -> str | Response:
    """Two or three services side by side: those the address names, else the first that are pinned."""

    def page(contact: Contact) -> str:
        with parts().store.reading() as store:
            ids = request.args.getlist("service") or stored.pinned(store, contact.id)
        place = place_of(contact, request.args.get("place", "")[:80])
        found = compare(browse_index(), ids, place)
        return render_template(
            "adviser/compare.html", services=found, too_few=len(found) < FEWEST_COMPARED,
            left_out=max(0, len(set(ids)) - MOST_COMPARED), near=place.label if place else None,
            say=words("adviser_tools"),
        )  # fmt: skip

    return _for_call(page)


def place_of(contact: Contact, typed: str = "") -> Place | None:
    """The place to measure from: what was typed, else where the contact is said to be."""
    where = typed or contact.place_label or contact.place_district or ""
    place: Place | None = parts().finder.place(where) if where else None
    return place


def context_of(contact: Contact, query: MultiDict[str, str]) -> dict[str, Any]:
    """What templates/adviser/_services.html shows."""
    asked = read_asked(query)
    if not asked.place:
        asked = asked.but(place=contact.place_label or contact.place_district or "")
    finder = parts().finder
    index = browse_index() if finder else None
    with parts().store.reading() as store:
        ids = stored.pinned(store, contact.id)
        known = known_of_caller(store, contact, KNOWN_BY)
    place = finder.place(asked.place) if finder and asked.place else None
    pins = in_order(index, ids, place) if index else []
    return {
        "asked": asked,
        "looked": look(finder, index, asked, ids) if index else None,
        "pins": pins,
        "gone": len(ids) - len(pins) if index else 0,
        "ways": WAYS,
        "kept": _kept(asked),
        "most": MOST,
        "full": bool(query.get("full")),
        "tools": words("adviser_tools"),
        "known_values": {**dict.fromkeys(KNOWN_BY, ""), **known},
        "code": words("summary")["adviser"],
    }


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the blueprint of the tools."""
    blueprint.add_url_rule("/services", view_func=services, methods=["GET"])
    blueprint.add_url_rule("/services/part", view_func=services_part, methods=["GET"])
    blueprint.add_url_rule("/pins", view_func=pin, methods=["POST"])
    blueprint.add_url_rule("/services/compare", "compare", compared, methods=["GET"])


def _for_call(page: Callable[[Contact], str]) -> str | Response:
    with parts().store.reading() as store:
        contact = contact_of_call(store)
    return redirect(url_for("adviser.start")) if contact is None else page(contact)


def _page(template: str, contact: Contact) -> str:
    return render_template(template, **context_of(contact, request.args))


def _kept(asked: Asked) -> list[tuple[str, str]]:
    """The question as hidden fields, so that a pin comes back to the same list."""
    query = asked.as_query()
    return [
        (name, each)
        for name, value in query.items()
        for each in (value if isinstance(value, list) else [value])
    ]


def _back(**more: Any) -> Response:
    query: dict[str, Any] = {**read_asked(request.form).as_query(), **more}
    part = bool(request.form.get("part"))
    address = url_for("call_tools.services_part" if part else "call_tools.services", **query)
    return redirect(address, 303)
