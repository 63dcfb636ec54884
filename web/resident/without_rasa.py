"""What the web says and does by itself when the dialogue is down, or when somebody leaves their details."""

from bot.safeguarding.screen import Level
from bot.understand import Understanding
from web.parts import Parts
from web.resident.answer import Heard, Reply
from web.resident.details_form import Details
from web.resident.direct_handoff import hand_on, promise
from web.resident.safety import gentle_question, numbers
from web.resident.said import Said
from web.words.book import words

_AT_ONCE = frozenset({Level.EMERGENCY, Level.URGENT})


def answer_without_rasa(parts: Parts, said: Said, understanding: Understanding) -> Heard:
    """Kind words, emergency numbers, other ways to get help; and the hand-off, when one is due at once."""
    reference = hand_on(parts, said, understanding) if _due(understanding) else None
    say = words("chat")["not_working"]
    told = say["handed_on"].format(reference=reference) if reference else say["sorry"]
    phone = parts.settings.council_phone
    meanwhile = say["meanwhile"] if phone else say["meanwhile_without_phone"]
    emergency = say["emergency"].format(**{name: each.display for name, each in numbers().items()})
    texts = (told, meanwhile.format(council_phone=phone), emergency)
    question = gentle_question(understanding.risk, parts.settings)
    first = () if question is None else (question,)
    return Heard((*first, *(Reply(text) for text in texts)), handoff=reference)


def hand_on_details(details: Details, parts: Parts, said: Said, understanding: Understanding) -> Heard:
    """The hand-off of somebody who left their details, and nothing but the thanks."""
    reference = hand_on(parts, said, understanding, details)
    promise(parts, reference)
    thanks = words("leave_details")["thanks"]
    return Heard((Reply(thanks),), handoff=reference)


def _due(understanding: Understanding) -> bool:
    risk = understanding.risk
    return understanding.request is not None or (risk is not None and risk.level in _AT_ONCE)
