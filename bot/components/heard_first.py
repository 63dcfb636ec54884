"""Which intent the dialogue gets when our own screening has heard something in the message.

Pure: the screening's findings, the learned act and the words go in, one intent comes out. The order is the
design's: risk before everything, then a request that always wins, then what the whole message plainly says,
another language, and last the learned act. A need that was heard turns what is no answer into a telling.
"""

from collections.abc import Collection, Mapping
from typing import Any

from bot.components.plain_acts import plain_acts, words_of
from bot.listening.answering import not_by_phone
from bot.listening.plain_questions import INTENT as PLAIN_QUESTION
from bot.listening.plain_questions import question_of
from bot.listening.respite import wants_a_break

ALERTS = {"emergency": "risk_alert", "priority": "risk_alert", "urgent": "risk_urgent"}
SURE_OF_NEED = 0.35
SOME_NEED = 0.15
SURE_OF_ACT = 0.75
SURE_OF_REQUEST = 0.8
REQUEST = "request_"
TELLS = "tell_situation"
CLEAR_NEED = 0.6
FEW_WORDS = 5
LONGEST_ERRAND = 12
# "When is the Lantern Room open?" may ask about a place that was shown.
ASKING = frozenset({"when", "where", "what", "who", "how", "which", "is", "are", "do", "does", "can"})
# Needs that "someone to talk to" tells of.
COMPANY = frozenset({"befriending", "loneliness", "mental_wellbeing"})
BARELY_WORDS = 2
# Acts that a sentence about somebody's life is easily taken for.
GIVES_WAY_TO_NEED = frozenset(
    {
        "unclear",
        "out_of_scope",
        "greet",
        "who_for",
        "tried",
        "affirm",
        "deny",
        "correct",
        "strengths",
        "narrow",
    }
)

# "She can't remember things any more" is no wish for more, where a need is clearly heard.
TAKEN_FROM_A_WORD = frozenset(
    {"narrow", "show_more", "skip", "unsure", "carry_on", "that_helps", "not_right_for_me"}
)

# "An afternoon to myself" says nothing of whom it is about.
TAKEN_FOR_WHO = frozenset({"who_for", "unclear", "skip", "unsure", "contact_preference", "deny"})

# A number or a wish for mornings in the middle of a story is kept, and the story is a story.
BESIDE_A_STORY = frozenset({"give_contact", "contact_preference", "give_place"})


def intent_heard(heard: Mapping[str, Any], act: str, share: float, text: str = "") -> str:
    """The intent for the dialogue; `heard` is the metadata's "heard" and may be empty."""
    risk = heard.get("risk") or {}
    if isinstance(risk, Mapping) and risk.get("level") in ALERTS:
        return ALERTS[str(risk["level"])]
    if isinstance(request := heard.get("request"), str) and request:
        return f"{REQUEST}{request.removeprefix(REQUEST)}"
    if plain := plain_acts().of(text):
        return plain
    if question_of(text):
        return PLAIN_QUESTION
    if heard.get("language", "en") != "en":
        return "other_language"
    return _learned(heard, act, share, text)


def _learned(heard: Mapping[str, Any], act: str, share: float, text: str) -> str:
    """The learned act, as far as the words and the screening leave it standing."""
    if act.startswith(REQUEST) and (instead := _no_request(heard, act, share, text)):
        return instead
    if "out_of_scope" in (act, heard.get("out_of_scope") and "out_of_scope"):
        return _outside(heard, act, share, text)
    if not plain_acts().possible(act, text):
        return _no_act(heard, text)
    if act in BESIDE_A_STORY and _needs_heard(heard, SURE_OF_NEED):
        long = len(words_of(text)) > plain_acts().longest
        return TELLS if long else act
    if act == "ask_about_one" and _needs_heard(heard, CLEAR_NEED) and not plain_acts().points(text):
        return TELLS  # "I'd like a lunch club" asks about none of those that were shown
    return TELLS if _tells_all_the_same(heard, act, share, text) else act


def _tells_all_the_same(heard: Mapping[str, Any], act: str, share: float, text: str) -> bool:
    """Is what was taken for an answer or a wish a telling of somebody's life?"""
    unsure = act == "unclear" or share < SURE_OF_ACT  # the share of "unclear" is that of not knowing
    if act in TAKEN_FOR_WHO and wants_a_break(text):
        return True
    if act in TAKEN_FROM_A_WORD and _needs_heard(heard, CLEAR_NEED) and len(words_of(text)) > BARELY_WORDS:
        return True
    return act in GIVES_WAY_TO_NEED and unsure and _needs_heard(heard, SURE_OF_NEED)


def _no_request(heard: Mapping[str, Any], act: str, share: float, text: str) -> str | None:
    """What a request that was only learned gives way to; None where it stands."""
    if act == f"{REQUEST}talk_to_person" and not_by_phone(text):
        return "contact_preference"  # "I can't have anyone ring me" asks for nobody
    if act == f"{REQUEST}talk_to_person" and "request" in heard and _needs_heard(heard, SOME_NEED, COMPANY):
        return TELLS  # "I'd like someone to talk to" is about company, however like the act it is
    # Screening, whose rules can be read, has heard none; the learned guess needs to be a strong one.
    return _no_act(heard, text) if "request" in heard and share < SURE_OF_REQUEST else None


def _outside(heard: Mapping[str, Any], act: str, share: float, text: str) -> str:
    """Out of scope only where that is sure: what is short and unclear, or holds a need, is asked about."""
    if heard.get("out_of_scope"):
        if 0 < len(words_of(text)) <= BARELY_WORDS and share < SURE_OF_ACT:
            return "unclear"  # "asdf": nothing to turn away, the question is simply asked again
        told = act == TELLS or (act == "unclear" and (words_of(text) or [""])[0] not in ASKING)
        if told and BARELY_WORDS < len(words_of(text)) <= LONGEST_ERRAND:
            return "out_of_scope"  # "dog barking all night" tells something, and nothing of ours
        return "out_of_scope" if act == "out_of_scope" or share < SURE_OF_ACT else act
    if _needs_heard(heard, SOME_NEED):
        return TELLS
    sure = share >= SURE_OF_ACT or len(words_of(text)) > FEW_WORDS
    return "out_of_scope" if sure else "unclear"


def _no_act(heard: Mapping[str, Any], text: str) -> str:
    """A long message tells something; a short one only if a need was heard in it."""
    long = len(words_of(text)) > plain_acts().longest
    return TELLS if long or _needs_heard(heard, SURE_OF_NEED) else "unclear"


def _needs_heard(heard: Mapping[str, Any], floor: float, among: Collection[str] = ()) -> bool:
    needs = [need for need in heard.get("needs") or [] if isinstance(need, Mapping)]
    return any(need.get("score", 0) >= floor and (not among or need.get("id") in among) for need in needs)
