"""The invented council in the demonstration's store: its figures, and what it might do differently."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from web import demand
from web.clock import now
from web.database import ContactsStore
from web.demand.counted import Counted
from web.demand.inputs import Range, known
from web.demand.interventions import Intervention
from web.demand.saved import Figure, Figures, Origin, Plan, example, figures_as_json, plan_as_json
from web.settings import WebSettings
from web.staff.demand.explaining import counted_as
from web.staff.demand.reading import Council, Scenario, as_text, counts, problem_of
from web.store import demand as stored

_FILE = Path(demand.__file__).parent / "example.yml"
_KEY = "demonstration"


def fill(store: ContactsStore, settings: WebSettings) -> None:
    """Saves the figures and the scenarios. Again changes nothing, also where somebody changed them since."""
    with store.reading() as session:
        figures = _figures(counts(session, settings))
    moment = now()
    with store.writing() as session:
        body = figures_as_json(figures)
        stored.save_figures(session, body, key=_KEY, based_on=0, by=None, moment=moment)
        for number, (name, plan) in enumerate(scenarios()):
            stored.save_scenario(
                session,
                None,
                name,
                plan_as_json(plan),
                key=f"{_KEY}-{number}",
                based_on=0,
                by=None,
                moment=moment,
            )


def scenarios() -> Iterator[tuple[str, Plan]]:
    """What the invented council might do, from web/demand/example.yml."""
    for told in yaml.safe_load(_FILE.read_text(encoding="utf-8")):
        yield told["name"], Plan(tuple(_intervention(each) for each in told["acting"]))


def _figures(counted: Mapping[str, Counted]) -> Figures:
    """The invented figures; what Signpost counts in the invented year is counted, where that can be."""
    live = {
        id_: Figure(found.range, Origin.COUNTED, counted_as(each.counted, found))
        for id_, each in known().items()
        if (found := counted.get(each.counted)) is not None
    }
    both = {**example(), **live}
    return both if all(_can_be(both, plan) for _name, plan in scenarios()) else example()


def _can_be(figures: Figures, plan: Plan) -> bool:
    council = Council(0, figures, as_text(figures_as_json(figures)))
    return problem_of(council, Scenario(0, 0, "", plan, as_text(plan_as_json(plan)))) is None


def _intervention(told: Mapping[str, Any]) -> Intervention:
    rest = {name: value for name, value in told.items() if name not in ("low", "central", "high")}
    return Intervention(**rest, effect=Range(told["low"], told["central"], told["high"]))
