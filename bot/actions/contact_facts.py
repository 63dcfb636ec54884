"""What an answer to a question about contact comes to: facts for the slots, and what is said to it. Pure."""

from dataclasses import asdict
from typing import Any

from bot.actions.on_behalf import on_behalf
from bot.actions.places import POSTCODE, as_slot
from bot.actions.turn import Turn
from bot.listening.answering import not_by_phone, not_safe, yes_or_no
from bot.listening.contact import ContactDetails, contact_details
from bot.listening.correcting import put_right
from bot.listening.said import adds_to_the_story
from directory.finder import Finder

REFUSALS = frozenset({"deny", "skip", "unsure", "thanks_bye", "none_of_these"})
NOT_GIVEN: dict[str, Any] = {"given": False}
NO_CONTACT: dict[str, Any] = {
    "contact_details": NOT_GIVEN,
    "contact_when": "",
    "contact_safe": "unknown",
    "contact_other_way": "",
    "person_knows": "not said",
    "why_unaware": "",
    "contact_agreed": "unknown",
}
ASKED_ENOUGH = frozenset({"once", "added", "another_way"})

Facts = dict[str, Any]


def contact_facts(turn: Turn, finder: Finder) -> tuple[Facts, str | None]:
    """The slots that the answer fills, and the name of the words that acknowledge it, if any do."""
    facts = _place(turn, finder)
    if turn.asked == "contact_details":
        told, words = _details(turn, bool(facts))
    elif turn.asked == "contact_when":
        told, words = _when(turn)
    elif turn.asked == "contact_other_way":
        told, words = _other_way(turn)
    elif turn.asked in ("person_knows", "why_unaware"):
        told, words = on_behalf(turn)
    else:
        told, words = _yes_or_no(turn)
    if told.get("contact_safe", False) is not False:
        told.setdefault("contact_other_way", "")
    return facts | told, words


def told_early(turn: Turn) -> Facts:
    """Details and warnings in what was said before the first question."""
    facts: Facts = {}
    if not turn.slots.get("contact_details"):
        found = [
            one for one in map(contact_details, (said.text for said in turn.messages)) if one.reachable()
        ]
        if found:
            facts["contact_details"] = as_details(found[-1])
    warnings = [one.text for one in turn.messages if not_by_phone(one.text)]
    if warnings and turn.slots.get("contact_how") is None:
        facts |= _not_that_way(warnings[-1])
    return facts


def as_details(details: ContactDetails) -> dict[str, Any]:
    """Name, number and e-mail as the slot keeps them."""
    return {"given": details.given(), **asdict(details)}


def _details(turn: Turn, place_told: bool) -> tuple[Facts, str | None]:
    """A number or e-mail is taken, a warning kept, a story added; asked once more at most."""
    text, details = turn.latest.text, contact_details(turn.latest.text)
    asked_before = str(turn.slots.get("asked_before"))
    if not_by_phone(text) and not details.email:
        last = {"contact_details": NOT_GIVEN, "contact_when": ""} if asked_before == "another_way" else {}
        return {**_not_that_way(text), **last, "asked_before": "another_way"}, "utter_wont_ring"
    if details.reachable():
        return {"contact_details": as_details(details), "asked_before": "no"}, None
    if turn.latest.intent == "affirm" and asked_before == "added":
        # "If you'd like someone to get in touch": they would, and left no number.
        return {"asked_before": "once"}, None
    story = place_told or adds_to_the_story(turn.latest)
    words = "utter_added_that" if story else None
    if (turn.latest.intent in REFUSALS and not story) or asked_before in ASKED_ENOUGH:
        given = {"contact_details": as_details(details)} if details.given() else {}
        return {**left_open(turn), **given}, words
    return {"asked_before": "added" if story else "once"}, words


def _when(turn: Turn) -> tuple[Facts, str | None]:
    """Their own words for when and how; a bare yes is none."""
    text, intent = turn.latest.text, turn.latest.intent
    if (other := contact_details(put_right(text))).reachable():
        told = {name: value for name, value in as_details(other).items() if value}
        return {"contact_details": {**(turn.slots.get("contact_details") or {}), **told}}, "utter_put_right"
    if not_by_phone(text):
        return {**_not_that_way(text), "contact_when": text}, "utter_wont_ring"
    nothing = intent in REFUSALS | {"affirm", "unclear"} and len(text.split()) <= 2
    if intent == "tell_situation":
        return {"contact_when": text}, "utter_added_that"
    return {"contact_when": "" if nothing else text}, None


def _other_way(turn: Turn) -> tuple[Facts, str | None]:
    """Another number or address is safe to use; other words are kept for whoever makes contact."""
    text, details = turn.latest.text, contact_details(turn.latest.text)
    if details.reachable():
        known = turn.slots.get("contact_details") or {}
        given = {**as_details(details), "name": details.name or known.get("name")}
        return {
            "contact_details": given,
            "contact_other_way": text,
            "contact_safe": True,
            "contact_how": "",
        }, None
    if turn.latest.intent in REFUSALS | {"affirm"} or yes_or_no(text, turn.latest.intent) is not None:
        return {"contact_other_way": ""}, None
    return {"contact_other_way": text, "contact_how": text}, None


def _yes_or_no(turn: Turn) -> tuple[Facts, str | None]:
    """Safe? Agreed? Asked once more where the answer is neither."""
    text, intent, asked = turn.latest.text, turn.latest.intent, str(turn.asked)
    answer = yes_or_no(text, intent)
    if asked == "contact_safe" and (not_safe(text) or not_by_phone(text)):
        answer = False
    if answer is None and intent not in REFUSALS and turn.slots.get("asked_before") != "once":
        return {"asked_before": "once"}, "utter_added_that" if adds_to_the_story(turn.latest) else None
    how = {"contact_how": text} if asked == "contact_safe" and answer is False and not_safe(text) else {}
    return {asked: "unknown" if answer is None else answer, "asked_before": "no", **how}, None


def left_open(turn: Turn) -> Facts:
    """Every question that is still open, closed without an answer; what was told before stays."""
    return {name: value for name, value in NO_CONTACT.items() if turn.slots.get(name) is None}


def _not_that_way(text: str) -> Facts:
    return {"contact_how": text, "contact_safe": False, "contact_other_way": ""}


def _place(turn: Turn, finder: Finder) -> Facts:
    """A postcode given here is kept too."""
    if turn.slots.get("place") or not POSTCODE.search(turn.latest.text):
        return {}
    place = finder.place(turn.latest.text)
    return {"place": as_slot(place)} if place else {}
