"""The cost and demand model for managers: figures of the council, scenarios, and what they lead to."""

from flask import Blueprint, render_template

from web.parts import parts
from web.staff.demand import figures, files, results, scenarios
from web.staff.demand.page import opened
from web.staff.demand.reading import council_of, from_version, problem_of, reckoned
from web.store import demand as stored

blueprint = Blueprint("demand", __name__, url_prefix="/staff/demand")


@blueprint.get("")
def home() -> str:
    """What the model is for, the scenarios there are, and the figures they rest on."""
    with parts().store.reading() as store:
        council = council_of(store)
        listed = [from_version(each) for each in stored.scenarios(store)]
        away = [from_version(each) for each in stored.scenarios(store, put_away=True)]
    ready = not council.missing
    cases = {
        each.number: reckoned(council, each) for each in listed if ready and not problem_of(council, each)
    }
    return render_template(
        "staff/demand/home.html", **opened(), council=council, listed=listed, away=away, cases=cases
    )


figures.add_to(blueprint)
scenarios.add_to(blueprint)
results.add_to(blueprint)
files.add_to(blueprint)
