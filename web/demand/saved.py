"""Figures and scenarios as the store keeps them: each figure with where it comes from. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from web.demand.inputs import Range, known, required
from web.demand.interventions import Intervention


class Origin(StrEnum):
    """Where a figure comes from."""

    PUBLIC = "public"
    COUNTED = "counted"
    TYPED = "typed"
    EXAMPLE = "example"


@dataclass(frozen=True)
class Figure:
    """One figure of the council. `note`: of a typed one, who says so; of a counted one, what was counted."""

    range: Range
    origin: Origin
    note: str = ""


@dataclass(frozen=True)
class Plan:
    """What a scenario would do. `fewer_in_homes`: per cent fewer people in care homes, for question three."""

    acting: tuple[Intervention, ...] = ()
    fewer_in_homes: float = 10.0


Figures = Mapping[str, Figure]


def figures_as_json(figures: Figures) -> dict[str, Any]:
    """As the store keeps them."""
    return {
        id_: {**asdict(each.range), "origin": each.origin.value, "note": each.note}
        for id_, each in figures.items()
    }


def figures_of(body: Mapping[str, Any]) -> Figures:
    """From the store; a figure that the model does not know any more is left out."""
    return {
        id_: Figure(Range(told["low"], told["central"], told["high"]), Origin(told["origin"]), told["note"])
        for id_, told in body.items()
        if id_ in known()
    }


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """As the store keeps it."""
    return {"acting": [asdict(each) for each in plan.acting], "fewer_in_homes": plan.fewer_in_homes}


def plan_of(body: Mapping[str, Any]) -> Plan:
    """From the store; what acts on a figure that the model does not know any more is left out."""
    acting = (Intervention(**{**each, "effect": Range(**each["effect"])}) for each in body["acting"])
    return Plan(tuple(each for each in acting if each.target in known()), body["fewer_in_homes"])


def ranges(figures: Figures) -> Mapping[str, Range]:
    """The figures alone."""
    return {id_: each.range for id_, each in figures.items()}


def missing(figures: Figures) -> Sequence[str]:
    """What somebody has still to type before the model can be run."""
    return [id_ for id_ in required() if id_ not in figures]


def public() -> Figures:
    """Every figure for which a public source was found."""
    return {id_: Figure(each.public, Origin.PUBLIC) for id_, each in known().items() if each.public}


def example() -> Figures:
    """The invented council's figures; those it takes from a public source are said to be public."""
    return {
        id_: Figure(each.example, Origin.PUBLIC if each.example == each.public else Origin.EXAMPLE)
        for id_, each in known().items()
    }
