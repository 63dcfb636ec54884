"""What scenarios lead to: five years, what matters most, Norfolk's four questions, several side by side."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, make_response, render_template, request
from werkzeug.wrappers import Response

from web.demand.model import AT_THE_END, SERIES
from web.demand.pathway import Impossible
from web.demand.questions import FEWER, SHOWN_YEARS
from web.demand.tornado import OUTCOMES, Outcome
from web.demand.typed import number_in
from web.parts import parts
from web.security.row_numbers import row_number
from web.staff.demand.explaining import impossible
from web.staff.demand.page import opened
from web.staff.demand.pictures import said_of, said_of_matters
from web.staff.demand.reading import (
    Council,
    Scenario,
    answered,
    as_it_is,
    council_of,
    from_version,
    mattering,
    reckoned,
    scenario_of,
)
from web.store import demand as stored

MOST_COMPARED, MOST_ROWS = 6, 15
_FEWER_AT_LEAST, _FEWER_AT_MOST = 1.0, 50.0


def scenario(number: int) -> Response:
    """Five years by year, the pictures, and all that they rest on. Number 0: as it is."""

    def shown(council: Council, found: Scenario) -> dict[str, Any]:
        three = reckoned(council, found)
        with parts().store.reading() as store:
            away = stored.is_put_away(store, number)
        return {"three": three, "series": SERIES, "away": away, "pictures": said_of(three, found.name)}

    return _shown(number, "scenario", shown)


def matters(number: int) -> Response:
    """Which figure matters most, to the cost (?of=cost) or to the indicative cost avoided (?of=avoided)."""

    def shown(council: Council, found: Scenario) -> dict[str, Any]:
        outcome = outcome_asked(found)
        tornado = mattering(council, found, outcome)
        return {"tornado": tornado, "of": outcome, "picture": said_of_matters(tornado), "most": MOST_ROWS}

    return _shown(number, "matters", shown)


def questions(number: int) -> Response:
    """Norfolk's four questions. ?fewer= per cent of assessments for the second."""

    def shown(council: Council, found: Scenario) -> dict[str, Any]:
        answers = answered(council, found, _fewer())
        return {
            "one": answers.one, "two": answers.two, "three": answers.three, "four": answers.four,
            "shown_years": SHOWN_YEARS, "supported": AT_THE_END,
        }  # fmt: skip

    return _shown(number, "questions", shown)


def compare() -> Response:
    """Several scenarios side by side: ?with= their numbers. With none named, the first few."""
    with parts().store.reading() as store:
        council = council_of(store)
        listed = [from_version(each) for each in stored.scenarios(store)]
    wanted = request.args.getlist("with", type=row_number)
    chosen = [each for each in listed if each.number in wanted] if wanted else listed
    found, refused = {}, {}
    for each in chosen[:MOST_COMPARED] if not council.missing else []:
        try:
            found[each] = reckoned(council, each)
        except Impossible as why:
            refused[each] = impossible(why)
    page = render_template(
        "staff/demand/compare.html", **opened(), council=council, listed=listed, chosen=chosen, found=found,
        refused=refused, series=SERIES, at_the_end=AT_THE_END, most=MOST_COMPARED,
    )  # fmt: skip
    return make_response(page)


def outcome_asked(found: Scenario) -> Outcome:
    """What the address asks for; where nothing is done, nothing is avoided."""
    of = request.args.get("of", "avoided" if found.plan.acting else "cost")
    return "avoided" if of in OUTCOMES and of == "avoided" and found.plan.acting else "cost"


def add_to(blueprint: Blueprint) -> None:
    """Opens these pages on the blueprint."""
    one = "/scenarios/<int:number>"
    blueprint.add_url_rule(one, view_func=scenario, methods=["GET"])
    blueprint.add_url_rule(f"{one}/matters", view_func=matters, methods=["GET"])
    blueprint.add_url_rule(f"{one}/questions", view_func=questions, methods=["GET"])
    blueprint.add_url_rule("/compare", view_func=compare, methods=["GET"])


def opened_scenario(number: int) -> tuple[Council, Scenario]:
    """The figures and the scenario; 404 where there is none of that number."""
    with parts().store.reading() as store:
        council, found = council_of(store), scenario_of(store, number)
    return council, found or abort(404)


def _shown(number: int, stem: str, shown: Callable[[Council, Scenario], dict[str, Any]]) -> Response:
    """The page, or the page that says why there is nothing to show yet."""
    council, found = opened_scenario(number)
    page, wrong = opened() | {"council": council, "scenario": found, "as_it_is": as_it_is().name}, None
    if not council.missing:
        try:
            page |= shown(council, found)
            return make_response(render_template(f"staff/demand/{stem}.html", **page))
        except Impossible as why:
            wrong = impossible(why)
    return make_response(render_template("staff/demand/not_yet.html", **page, wrong=wrong))


def _fewer() -> float:
    """How many per cent fewer assessments the address asks for."""
    found = number_in(request.args.get("fewer", "")[:10])
    return FEWER if found is None else min(max(found, _FEWER_AT_LEAST), _FEWER_AT_MOST)
