"""What a resident has said in this conversation, read from Rasa's list of events.

Pure: the tracker's events go in, what was said comes out, each with the question it answered
and what was heard.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.listening.answering import not_by_phone, not_safe
from bot.listening.contact import without_details
from bot.listening.unaware import says_unaware

# Answers that hold no words of the story: never sent to the search, never repeated to a person.
NO_STORY = frozenset(
    {
        "affirm", "ask_cost", "ask_how_long", "ask_keep", "ask_leave", "ask_next", "ask_paying_for_care",
        "ask_plain", "ask_privacy", "ask_recorded", "ask_reference", "ask_repeat", "ask_what_to_do",
        "ask_when", "ask_who_is_told", "ask_why", "bot_meta", "carry_on", "deny", "go_back", "greet",
        "out_of_scope", "rude", "show_more", "skip", "start_again", "thanks_bye", "that_helps", "unsure",
        "another_need", "ask_about_one", "day_check",
    }
)  # fmt: skip
CONTACT_QUESTIONS = frozenset(
    {
        "contact_details", "contact_when", "contact_safe", "contact_other_way", "person_knows",
        "why_unaware", "contact_agreed",
    }
)  # fmt: skip
TELLS, REFUSES = "tell_situation", "refuse_one"
DAY = "day_"  # the two-minute check's questions: their answers go to a person as one note
SHORT_QUESTIONS = CONTACT_QUESTIONS | {"who_for", "place", "enough", "missing", "wants_person", "check"}
ANSWERED_SHORTLY = frozenset({"matters", "place", "carer", "check"})
MOST_WORDS = 50
CLEAR_NEED = 0.6
# An answer this short says too little to be taken for a need, unless the recogniser is sure.
FEW_WORDS = 3
MERELY_UNAWARE = 10
POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?(?:\s*\d[A-Za-z]{2})?\b")


@dataclass(frozen=True)
class Said:
    """One message: its words, the dialogue's intent, what screening heard, and the question it followed.

    `still`: an alert heard in words that were changed since; it stays heard.
    """

    text: str
    intent: str
    heard: Mapping[str, Any]
    asked: str | None
    channel: str
    at: float
    still: Mapping[str, Any] | None = None


def said(events: Iterable[Mapping[str, Any]], since: float = 0.0) -> list[Said]:
    """Everything said after that time, in order."""
    found: list[Said] = []
    asked: str | None = None
    for event in events:
        if event.get("event") == "slot" and event.get("name") == "requested_slot":
            asked = event.get("value")
        elif event.get("event") == "user" and event.get("text"):
            one = _one(event, asked)
            if one.at > since:
                found.append(one)
    return found


def story_texts(messages: Iterable[Said]) -> list[str]:
    """The words that tell of a situation: what the search should know."""
    return [without_details(one.text) for one in messages if _tells(one.intent) and not _answers_briefly(one)]


def told_with_a_request(messages: Iterable[Said]) -> list[str]:
    """Whole messages that ask for what only a person can do: a need may be told in the same breath."""
    return [without_details(one.text) for one in messages if one.intent.startswith("request_")]


def story_told(messages: Iterable[Said]) -> str | None:
    """The longest message that may hold a story, be it a request as well; None where there is none."""
    told = [one.text for one in messages if one.intent not in NO_STORY and not _answers_briefly(one)]
    return max(told, key=len, default=None)


def words_to_pass_on(messages: Iterable[Said]) -> list[str]:
    """The resident's own words for a person to read, without bare answers and without contact details.

    Never empty: where there is nothing else, the last message stands for them.
    """
    kept = list(messages)
    words = [one.text for one in kept if _is_for_a_person(one)]
    words = words or [one.text for one in kept[-1:]] or ["-"]
    # The beginning says most, and the end is why a person is needed: too long a middle gives way.
    return words if len(words) <= MOST_WORDS else [*words[: MOST_WORDS - 10], *words[-10:]]


def needs_heard(messages: Iterable[Said]) -> list[tuple[str, float]]:
    """Every need that screening heard, with its best score, strongest first."""
    best: dict[str, float] = {}
    for one in messages:
        if one.intent in NO_STORY or _answers_briefly(one) or names_what_matters(one):
            continue
        # What matters most is often not what help is needed with, nor is what a person is asked for:
        # there only a clear need counts.
        short = one.asked is not None and len(one.text.split()) <= FEW_WORDS
        beside = short or one.asked == "matters" or one.intent.startswith("request_")
        floor = CLEAR_NEED if beside else 0.0
        for need in one.heard.get("needs") or []:
            if (score := float(need["score"])) >= floor:
                best[need["id"]] = max(best.get(need["id"], 0.0), score)
    return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))


def worst_of(risks: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The worst of these risks; None where there is none."""
    order = ("emergency", "urgent", "priority", "check")
    return min(risks, key=lambda risk: order.index(risk["level"]), default=None)


def adds_to_the_story(one: Said) -> bool:
    """Does an answer to a question about contact hold more than the contact: a story, a place, a warning?"""
    if one.intent.startswith(("request_", "risk_")):
        return one.intent != "request_talk_to_person" or warns(one.text)
    if one.intent in NO_STORY and not warns(one.text):
        return False
    beside = without_details(one.text)
    return warns(one.text) or bool(POSTCODE.search(beside)) or len(beside.split()) > FEW_WORDS


def warns(text: str) -> bool:
    """Do they say how they must not be reached, or who would see it?"""
    return not_by_phone(text) or not_safe(text)


def _is_for_a_person(one: Said) -> bool:
    asked = str(one.asked)
    brief = asked in CONTACT_QUESTIONS or asked.startswith(DAY) or one.intent == "give_contact"
    return adds_to_the_story(one) if brief else one.intent not in NO_STORY


def _answers_briefly(one: Said) -> bool:
    """An answer to a plain question tells of nothing else, unless it is heard to."""
    if one.intent == REFUSES and one.asked not in (None, "situation"):
        return True
    if only_says_unaware(one.text):
        return True  # "she doesn't know I'm asking" tells of no bad memory
    asked = str(one.asked)
    return (asked in SHORT_QUESTIONS or asked.startswith(DAY)) and one.intent != TELLS


def only_says_unaware(text: str) -> bool:
    """Is it no more than that the person helped does not know of this?"""
    return len(text.split()) <= MERELY_UNAWARE and says_unaware(text)


def _tells(intent: str) -> bool:
    return intent not in NO_STORY and not intent.startswith("request_")


def names_what_matters(one: Said) -> bool:
    """ "Her cat" and "to stay in her own home" are what matters, and no needs for help."""
    if one.asked in ANSWERED_SHORTLY and len(one.text.split()) <= FEW_WORDS:
        return True
    return one.intent == "strengths" and one.asked not in (None, "situation", "need")


def _one(event: Mapping[str, Any], asked: str | None) -> Said:
    metadata = event.get("metadata") or {}
    heard = metadata.get("heard")
    return Said(
        text=str(event["text"]),
        intent=str(((event.get("parse_data") or {}).get("intent") or {}).get("name") or "unclear"),
        heard=heard if isinstance(heard, Mapping) else {},
        asked=asked,
        channel="telephone" if metadata.get("channel") == "telephone" else "web",
        at=float(event.get("timestamp") or 0.0),
        still=still if isinstance(still := metadata.get("still"), Mapping) else None,
    )
