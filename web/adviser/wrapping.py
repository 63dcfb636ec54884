"""How a call ends: the outcomes, which of them the machine would suggest, what must not be left. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

OUTCOMES_FILE = Path(__file__).parent / "outcomes.yml"
FOLLOW_UPS = ("team", "ring_back", "they_ring", "none")
RING_BACK = "ring_back"
LONGEST_REASON = 1000
# A caller who is elsewhere is told where to ask, and one with a question in another language is answered:
# neither has to be passed on for that.
_MAY_BE_MET = frozenset({"not_in_area", "language_or_format"})
_BY_REQUEST = {
    "report_safeguarding": "safeguarding",
    "request_assessment": "assessment_requested",
    "carers_assessment": "carer_assessment_requested",
    "existing_client": "existing_client_to_team",
    "complaint": "complaint",
}


@dataclass(frozen=True)
class Outcome:
    """One way a call ends."""

    code: str
    label: str
    passes_on: bool = False
    request: str | None = None
    claimed: bool = False
    empty: bool = False


@dataclass(frozen=True)
class Stood:
    """How a call stands when it ends. `aside`: what the adviser has given a reason for not passing on."""

    words: bool
    requests: Collection[str] = ()
    alert: bool = False
    apart: bool = False
    passed_on: bool = False
    offered: bool = False
    needs: bool = False
    elsewhere: bool = False
    calmed: bool = False


@dataclass(frozen=True)
class Ending:
    """What the adviser chose."""

    outcome: str
    follow_up: str
    reason: str = ""


@cache
def outcomes() -> Mapping[str, Outcome]:
    """Every outcome by its code, in the order of the page."""
    rows = yaml.safe_load(OUTCOMES_FILE.read_text(encoding="utf-8"))
    return {row["code"]: Outcome(**row) for row in rows}


def suggested(call: Stood) -> str:
    """The code of the outcome that seems likeliest; it is shown, and never chosen."""
    if not call.words and not call.alert:
        return "mistake"
    if call.apart:
        return "safeguarding"
    if by_request := next((_BY_REQUEST[each] for each in call.requests if each in _BY_REQUEST), None):
        return by_request
    if call.passed_on or call.requests or (call.alert and not call.calmed):
        return "passed_on"
    if call.elsewhere:
        return "other_local_authority"
    if call.needs:
        return "signposted_content" if call.offered else "unable_to_match"
    return "info_only"


def left_undone(call: Stood, chosen: Outcome | None) -> str | None:
    """What is asked for or feared and would be left: "request" or "danger"; None where nothing is.

    A request is honoured and a danger acted on, or the adviser says why not, and a colleague reads it.
    """
    if call.passed_on or (chosen is not None and (chosen.passes_on or chosen.empty)):
        return None
    if any(each not in _MAY_BE_MET for each in call.requests):
        return "request"
    return "danger" if call.alert and not call.calmed else None


def problems(ending: Ending, call: Stood) -> dict[str, str]:
    """The code of a sentence for each field that keeps the call from ending; empty when it may."""
    chosen = outcomes().get(ending.outcome)
    found = {}
    if chosen is None:
        found["outcome"] = "choose"
    elif chosen.empty and (call.words or call.alert):
        found["outcome"] = "not_empty"
    elif not chosen.empty and not (call.words or call.passed_on or call.alert):
        found["outcome"] = "nothing_noted"
    if ending.follow_up not in FOLLOW_UPS and not (chosen and chosen.empty):
        found["follow_up"] = "choose_follow_up"
    if len(ending.reason) > LONGEST_REASON:
        found["reason"] = "long"
    elif not ending.reason and ending.follow_up != RING_BACK and (left := left_undone(call, chosen)):
        found["reason"] = left
    return found
