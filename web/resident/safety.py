"""The first reply when a risk is heard: words and numbers of the safeguarding rules, Rasa or no Rasa."""

from collections.abc import Iterable, Mapping
from functools import cache

from bot.safeguarding.responses import CouncilLines, Number, SafetyMessage, SafetyWords, safety_words
from bot.safeguarding.screen import Finding
from web.clock import now
from web.resident.answer import Reply
from web.settings import WebSettings
from web.words.book import words


def safety_reply(risk: Finding | None, settings: WebSettings, again: bool = False) -> Reply | None:
    """What must be read first; None when there is no alert (a check is the dialogue's to ask).

    `again`: the same danger was answered in this conversation before, and is answered more shortly.
    """
    if risk is None or not risk.level.is_alert:
        return None
    return Reply(_words_for(risk, settings, again), safety=True)


def gentle_question(risk: Finding | None, settings: WebSettings) -> Reply | None:
    """The question for a mere check, for when the dialogue is not there to ask it."""
    if risk is None or risk.level.is_alert:
        return None
    return Reply(_words_for(risk, settings), safety=True)


def numbers() -> Mapping[str, Number]:
    """Every emergency and helpline number by its id, from the one file that the council edits."""
    return _safety_words().numbers


def _words_for(risk: Finding, settings: WebSettings, again: bool = False) -> str:
    closed = not settings.hours.is_open(now())
    lines = CouncilLines(settings.council_phone or None, settings.edt_phone or None)
    said = safety_words(risk, out_of_hours=closed, council=lines, words=_safety_words(), again=again)
    # The words of an alert say some of its numbers: each is told once. A gentle question stands on its list.
    return _text(said.text, said.listed if risk.level.is_alert else said.numbers)


def said_aloud(risk: Finding) -> SafetyMessage:
    """What an adviser reads out, and the numbers to give: an alert's words, or a check's one question."""
    return _safety_words().aloud(risk)


def _text(text: str, told: Iterable[Number]) -> str:
    line = words("chat")["safety"]["number"]
    numbers = (line.format(label=each.label, number=each.display) for each in told)
    return "\n\n".join((text, "\n".join(numbers)))


@cache
def _safety_words() -> SafetyWords:
    return SafetyWords.load()
