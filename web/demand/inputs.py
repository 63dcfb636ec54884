"""The figures that the model works with, read from web/demand/inputs.yml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

YEARS = 5
_SPREAD = 0.2  # the rule for a source with one figure: a fifth below and above
_FILE = Path(__file__).parent / "inputs.yml"

Unit = Literal["count", "percent", "growth", "months", "whole_months", "pounds", "hours"]


class Case(StrEnum):
    """Which end of every figure is taken."""

    LOW = "low"
    CENTRAL = "central"
    HIGH = "high"


@dataclass(frozen=True)
class Range:
    """A figure as people type it: what it is at least, most likely, and at most."""

    low: float
    central: float
    high: float

    def of(self, case: Case) -> float:
        """The figure at one end, or in the middle."""
        return {Case.LOW: self.low, Case.CENTRAL: self.central, Case.HIGH: self.high}[case]

    @property
    def is_wide(self) -> bool:
        """Is there anything between its ends?"""
        return self.low != self.high


@dataclass(frozen=True)
class Input:
    """One figure. `public`: what a public source says, if one was found; `example`: the invented council's.

    `moves`: the figures that move together with it where one at a time is changed.
    """

    id: str
    group: str
    label: str
    unit: Unit
    example: Range
    public: Range | None = None
    source: str = ""
    year: str = ""
    hint: str = ""
    by_rule: bool = False
    stage: str = ""
    counted: str = ""
    lever: bool = False
    optional: bool = False
    moves: str = ""
    together: str = ""

    @property
    def scale(self) -> float:
        """What a typed figure is multiplied by for the model: per cent become shares."""
        return 0.01 if self.unit in ("percent", "growth") else 1.0


@cache
def known() -> Mapping[str, Input]:
    """Every figure by its id, in the order of the page."""
    return {each.id: each for each in _read()}


@cache
def groups() -> Mapping[str, Mapping[str, str]]:
    """label and lead of each group of figures, in the order of the page."""
    loaded: Mapping[str, Mapping[str, str]] = _file()["groups"]
    return loaded


def levers() -> tuple[Input, ...]:
    """The figures that an intervention may act on."""
    return tuple(each for each in known().values() if each.lever)


def required() -> tuple[str, ...]:
    """The ids without which the model cannot be run."""
    return tuple(each.id for each in known().values() if not each.optional)


@cache
def _file() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded


def _read() -> Iterator[Input]:
    for id_, told in _file()["inputs"].items():
        if years := told.get("years"):
            for year in range(1, years + 1):
                label = told["label"].replace("{year}", str(year))
                yield _input(f"{id_}_{year}", {**told, "label": label}, moves=id_)
        else:
            yield _input(id_, told, moves=id_)


def _input(id_: str, told: Mapping[str, Any], moves: str) -> Input:
    low, central, high = told["example"]
    return Input(
        id_, told["group"], told["label"], told["unit"], Range(low, central, high),
        public=_public(told), source=told.get("source", "").strip(), year=str(told.get("year", "")),
        hint=told.get("hint", ""), by_rule=told.get("rule") == "spread", stage=told.get("stage", ""),
        counted=told.get("counted", ""), lever=told.get("lever", False), optional=told.get("optional", False),
        moves=moves, together=told.get("together", told["label"]),
    )  # fmt: skip


def _public(told: Mapping[str, Any]) -> Range | None:
    central = told.get("central")
    if central is None:
        return None
    if told.get("rule") == "spread":
        return Range(round(central * (1 - _SPREAD), 2), central, round(central * (1 + _SPREAD), 2))
    return Range(told["low"], central, told["high"])
