"""What may come of a hand-off: the codes, what each means, and what it is in the national return. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from web.models.handoff import HandoffOutcome, Kind

OUTCOMES_FILE = Path(__file__).with_name("outcomes.yml")


@dataclass(frozen=True)
class Outcome:
    """One code. `cld`: the Event Outcome of the Client Level Data return, Release 2, for a named person.

    `when_assessment_asked`: may close a request for an assessment. `over_referral`: passed on without need.
    """

    code: HandoffOutcome
    label: str
    meaning: str
    cld: str | None
    kinds: frozenset[Kind]
    needs_note: bool = False
    when_assessment_asked: bool = False
    only_unnamed: bool = False
    over_referral: bool = False
    to_assessment: bool = False


@cache
def outcomes() -> dict[str, Outcome]:
    """Every outcome by its code, in the order in which a page shows them."""
    read = yaml.safe_load(OUTCOMES_FILE.read_text(encoding="utf-8"))
    return {each["code"]: _outcome(each) for each in read}


def label_of(outcome: str | None) -> str | None:
    """What staff read for a code."""
    found = outcomes().get(outcome or "")
    return found.label if found else outcome


def _outcome(row: Mapping[str, Any]) -> Outcome:
    kinds = frozenset(map(Kind, row.get("kinds", ["support"])))
    return Outcome(**{**row, "code": HandoffOutcome(row["code"]), "kinds": kinds})
