"""What leaves the pages of the model: forecasts and figures as CSV, pictures as SVG."""

from flask import Blueprint, Response, abort, request

from web.demand import table
from web.demand.pathway import Impossible
from web.parts import parts
from web.security.row_numbers import row_number
from web.staff.demand import pictures
from web.staff.demand.drawing import Paper
from web.staff.demand.reading import as_it_is, council_of, mattering, reckoned, scenario_of
from web.staff.demand.results import MOST_COMPARED, opened_scenario, outcome_asked
from web.words.book import words

PICTURES = ("cost", "people", "matters")


def forecast_csv() -> Response:
    """Every month of how it is and of the scenarios ?with= names. 404 where the model cannot be run."""
    numbers = list(dict.fromkeys(request.args.getlist("with", type=row_number)))[:MOST_COMPARED]
    with parts().store.reading() as store:
        council = council_of(store)
        chosen = [found for number in numbers if (found := scenario_of(store, number))] or [as_it_is()]
    if council.missing:
        abort(404)
    try:
        told = [each.told(council) for each in chosen]
    except Impossible:
        abort(404)
    head = [str(each) for each in words("demand")["csv"]["head"]]
    return _csv("forecast", table.csv_of(head, table.forecast_rows(told)))


def figures_csv() -> Response:
    """The figures with their sources."""
    with parts().store.reading() as store:
        council = council_of(store)
    head = [str(each) for each in words("demand")["csv"]["figures_head"]]
    return _csv("figures", table.csv_of(head, table.figure_rows(council.figures)))


def picture(number: int, name: str) -> Response:
    """One of PICTURES, ?paper= narrow, dark or both; 404 for another, and where the model cannot be run."""
    asked = request.args.getlist("paper")
    paper = Paper(narrow="narrow" in asked, dark="dark" in asked)
    council, found = opened_scenario(number)
    if name not in PICTURES or council.missing:
        abort(404)
    try:
        if name == "matters":
            drawn = pictures.matters(mattering(council, found, outcome_asked(found)), paper)
        else:
            draw = pictures.cost if name == "cost" else pictures.people
            drawn = draw(reckoned(council, found), found.name, paper)
    except Impossible:
        abort(404)
    return Response(drawn, mimetype="image/svg+xml")


def add_to(blueprint: Blueprint) -> None:
    """Opens these addresses on the blueprint."""
    blueprint.add_url_rule("/forecast.csv", view_func=forecast_csv, methods=["GET"])
    blueprint.add_url_rule("/figures.csv", view_func=figures_csv, methods=["GET"])
    blueprint.add_url_rule("/scenarios/<int:number>/<name>.svg", view_func=picture, methods=["GET"])


def _csv(stem: str, text: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="signpost-cost-and-demand-{stem}.csv"'}
    return Response(text, mimetype="text/csv", headers=headers)
