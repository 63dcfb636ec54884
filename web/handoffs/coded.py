"""What a conversation and its hand-off already say, in the codes of the contact record. Pure.

So that nobody is asked twice: whatever is clear from what was told is filled in, the rest is open.
Codes and labels are in web/words/contacts.yml.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from web.handoffs.preferences import Safe, Way
from web.handoffs.queue.closing import ASSESSMENTS
from web.words.book import words

PROFESSIONAL = "professional_referral"
_CARING = frozenset({"carers_break", "carers_support", "young_carer"})
_SIMPLE = frozenset({"equipment_aids", "telecare", "blue_badge", "meals", "adaptations"})
_HOSPITAL = "hospital_discharge"
_NEAR = 2  # a "not" turns what follows within so many words


@dataclass(frozen=True)
class Told:
    """What is known of a contact when it is handed on. `alert`: somebody was given emergency numbers."""

    about: str = "unknown"
    request: str | None = None
    needs: Collection[str] = ()
    services_shown: bool = False
    alert: bool = False
    how: str | None = None
    when: str | None = None
    safe: bool | None = None
    agreed: bool | None = None
    person_knows: str | None = None
    language: str | None = None


def coded(told: Told) -> dict[str, Any]:
    """The fields of the record that this makes clear; a field that it does not is not there."""
    known: dict[str, Any] = {
        "source": _source(told),
        "route_of_access": _route(told),
        "presenting_issue": _issue(told),
        "person_knows": told.person_knows,
        "consent": {True: "yes", False: "no"}.get(told.agreed) if told.agreed is not None else None,
        "unpaid_carer": "yes" if told.about == "someone_else" and _CARING & set(told.needs) else None,
        "advice": _advice(told),
        "interpreter": told.language,
        **reaching(told),
    }
    return {field: value for field, value in known.items() if value}


def reaching(told: Told) -> dict[str, Any]:
    """How they may be reached, from their own words: what they refuse, what they want, whether it is safe.

    Where it is not safe, no way is taken for wanted: "he listens to my calls" names one too. Then a person
    reads the words and sets it.
    """
    wanted, refused = ways_in(" . ".join(filter(None, (told.how, told.when))))
    if told.safe is False:
        wanted = frozenset()
    safe = {True: Safe.YES, False: Safe.NO}[told.safe].value if told.safe is not None else None
    found = {"prefers": _listed(wanted - refused), "never": _listed(refused), "safe": safe}
    return {field: value for field, value in found.items() if value}


def ways_in(text: str) -> tuple[frozenset[Way], frozenset[Way]]:
    """The ways that a text wants and those it refuses: "don't ring, text me" wants texts and no call."""
    wanted: set[Way] = set()
    refused: set[Way] = set()
    for thought in _thoughts(text):
        was_refused = False
        for place, word in enumerate(thought):
            way = _cues().get(word) or _cues().get(" ".join(thought[place : place + 2]))
            if way is None:
                continue
            before = _just_before(thought[:place])
            # "or text" goes with what was said before it, and so does "calls" in "phone calls".
            joined = before[:1] in (["or"], ["nor"], ["and"]) or _cues().get(thought[place - 1]) is way
            was_refused = (joined and was_refused) or not _nots().isdisjoint(before)
            (refused if was_refused else wanted).add(way)
    return frozenset(wanted), frozenset(refused)


def _just_before(thought: list[str]) -> list[str]:
    """The last words that mean something, nearest first, back to the way that was named before."""
    found: list[str] = []
    for word in reversed(thought):
        if word in _cues() or len(found) == _NEAR:
            break
        if word not in _book()["filling"]:
            found.append(word)
    return found


def _source(told: Told) -> str | None:
    if told.request == PROFESSIONAL:
        return "professional"
    return {"self": "self", "someone_else": "family_friend_neighbour"}.get(told.about)


def _route(told: Told) -> str:
    return "discharge_from_hospital" if _HOSPITAL in told.needs else "community"


def _issue(told: Told) -> str | None:
    if told.request in ASSESSMENTS:
        return "assessment"
    if _HOSPITAL in told.needs:
        return "hospital_discharge"
    return "simple_services" if told.needs and _SIMPLE.issuperset(told.needs) else None


def _advice(told: Told) -> list[str]:
    shown = {"services": told.services_shown, "emergency_numbers": told.alert}
    return [code for code, was in shown.items() if was]


def _thoughts(text: str) -> list[list[str]]:
    """The words of a text, begun anew at each stop and at each word that turns to something else."""
    thoughts: list[list[str]] = [[]]
    for token in re.findall(r"[\w'-]+|[.,;:!?]", text.casefold().replace("\u2019", "'")):
        if re.fullmatch(r"[.,;:!?]", token) or token in _book()["but"]:
            thoughts.append([])
        else:
            thoughts[-1].append(token)
    return thoughts


def _listed(ways: Collection[Way]) -> list[str]:
    return [way.value for way in Way if way in ways]


@cache
def _cues() -> Mapping[str, Way]:
    return {cue: way for way in Way for cue in _book()[way.value]}


@cache
def _nots() -> frozenset[str]:
    return frozenset(_book()["not"])


def _book() -> Mapping[str, list[str]]:
    book: Mapping[str, list[str]] = words("contacts")["heard_ways"]
    return book
