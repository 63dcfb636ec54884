"""Asking for somebody else: does that person know? Taken in any case, and passed on with what was said."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from bot.actions.turn import Turn
from bot.handoff.kind import SAFEGUARDING
from bot.listening.answering import yes_or_no
from bot.listening.said import FEW_WORDS
from bot.listening.unaware import says_unaware

KNOWS, UNAWARE, CANNOT, NOT_SAID = "yes", "no", "cannot say", "not said"
PROFESSIONAL = "professional_referral"
# A worker of another service is rung at work: when, how and whether it is safe need not be asked; nor is it
# claimed that it is.
AT_WORK = {"contact_when": "", "contact_safe": "unknown", "contact_other_way": ""}

Facts = dict[str, Any]


def not_to_ask(turn: Turn) -> Facts:
    """Questions of contact_form that this hand-off does not need: nobody is asked more than helps."""
    made = turn.slots.get("handoff") or {}
    facts: Facts = dict(AT_WORK) if made.get("request") == PROFESSIONAL else {}
    # Whoever is worried about somebody's safety must not speak with them first.
    for_another = turn.slots.get("who_for") == "someone_else" or made.get("request") == PROFESSIONAL
    if not for_another or made.get("kind") == SAFEGUARDING or made.get("reason") == "risk":
        facts |= {"person_knows": "not asked", "why_unaware": ""}
    return {name: value for name, value in facts.items() if turn.slots.get(name) is None}


def on_behalf(turn: Turn) -> tuple[Facts, str | None]:
    """The answer to whether the person knows, and to what makes it hard to tell them."""
    text, intent = turn.latest.text, turn.latest.intent
    if turn.asked == "why_unaware":
        return {"why_unaware": "" if intent in {"skip", "deny", "unsure"} else text}, "utter_person_unaware"
    if "can't say" in text.lower() or "cannot say" in text.lower():
        return {"person_knows": CANNOT, "why_unaware": ""}, "utter_person_unaware"
    answer = yes_or_no(text, intent)
    if answer:
        return {"person_knows": KNOWS, "why_unaware": ""}, None
    if answer is None:
        told = "" if intent in {"skip", "unsure"} else text
        return {"person_knows": NOT_SAID, "why_unaware": told}, None
    if len(text.split()) > FEW_WORDS:  # "no, he would be angry" has said why
        return {"person_knows": UNAWARE, "why_unaware": text}, "utter_person_unaware"
    return {"person_knows": UNAWARE}, None


def unaware_facts(say: CollectingDispatcher, turn: Turn) -> Facts:
    """That the person does not know, told before anybody asked: noted with a kind word."""
    known = turn.slots.get("person_knows") is not None or turn.slots.get("who_for") != "someone_else"
    if known or not says_unaware(turn.latest.text):
        return {}
    say.utter_message(response="utter_person_unaware")
    return {"person_knows": UNAWARE}
