"""Which team a hand-off comes to, and why in a sentence. Pure but for its one file, `routing.yml`."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from web.models.handoff import Kind, Team

RULES_FILE = Path(__file__).with_name("routing.yml")


@dataclass(frozen=True)
class Case:
    """What routing may know of a hand-off. No name, no place, no money: none of it decides who helps."""

    kind: Kind
    request: str | None = None
    needs: Sequence[str] = ()
    risk_category: str | None = None
    about: str = "unknown"
    words: Sequence[str] = ()


@dataclass(frozen=True)
class Route:
    """A team and the sentence that says why; `rule` is the id it is kept by."""

    rule: str
    team: Team
    why: str


def route(case: Case) -> Route:
    """The first rule that fits; the last fits everything."""
    return next(found for found, when in _rules()["routes"] if _fits(when, case))


def think_also_of(case: Case, team: Team) -> list[Route]:
    """What else to bear in mind, but for what the hand-off's own team thinks of anyway."""
    return [found for found, when in _rules()["also"] if found.team is not team and _fits(when, case)]


def why(rule: str | None) -> str | None:
    """The sentence of a rule that was followed; None where a person chose, or the rule is no more."""
    return next((found.why for found, _when in _rules()["routes"] if found.rule == rule), None)


@cache
def _rules() -> dict[str, list[tuple[Route, Mapping[str, Any]]]]:
    read = yaml.safe_load(RULES_FILE.read_text(encoding="utf-8"))
    return {
        part: [(Route(each["id"], Team(each["team"]), each["why"]), each["when"]) for each in read[part]]
        for part in ("routes", "also")
    }


def _fits(when: Mapping[str, Any], case: Case) -> bool:
    return all(_ASKS[name](wanted, case) for name, wanted in when.items())


def _kind(wanted: str, case: Case) -> bool:
    return case.kind == wanted


def _requests(wanted: list[str], case: Case) -> bool:
    return case.request in wanted if wanted else case.request is None


def _needs(wanted: list[str], case: Case) -> bool:
    return not set(wanted).isdisjoint(case.needs)


def _only(wanted: list[str], case: Case) -> bool:
    return bool(case.needs) and set(case.needs) <= set(wanted)


def _risks(wanted: list[str], case: Case) -> bool:
    return case.risk_category in wanted


def _about(wanted: str, case: Case) -> bool:
    return case.about == wanted


def _words(wanted: list[str], case: Case) -> bool:
    said = "|".join(map(re.escape, wanted))
    return any(re.search(rf"\b(?:{said})\b", each, re.IGNORECASE) for each in case.words)


_ASKS: Mapping[str, Callable[[Any, Case], bool]] = {
    "kind": _kind, "requests": _requests, "needs": _needs, "only": _only, "risks": _risks, "about": _about,
    "words": _words,
}  # fmt: skip
