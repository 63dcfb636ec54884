"""The fixed texts in other languages: which there are, and what is said beside an answer in English.

Somebody who writes in another language must understand three things whatever the dialogue says: whom to ring
in danger, that a person with an interpreter can contact them, and that their words were passed on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from bot.language import ENGLISH
from web.resident.answer import Heard, Reply
from web.resident.safety import numbers
from web.words.book import words

FOLDER = Path(__file__).parents[1] / "words" / "languages"
# Every letter below is Latin: a text of such letters alone is written as it sounds.
BEYOND_LATIN = "\u0370"


@dataclass(frozen=True)
class OtherLanguage:
    """A language with fixed texts: `autonym` is its own name for itself, `name` the English one."""

    code: str
    autonym: str
    name: str
    direction: str
    texts: Mapping[str, str]

    def say(self, key: str, **facts: object) -> str:
        """One text, with the numbers of the one file that holds them, and the facts given."""
        dialled = {id_: number.display for id_, number in numbers().items()}
        return self.texts[key].format(**{**dialled, "name": self.name, **facts})


@cache
def other_languages() -> Mapping[str, OtherLanguage]:
    """Every language that has a file, by its ISO 639-1 code, in the order of their autonyms."""
    read = (_language(words(f"languages/{path.stem}")) for path in FOLDER.glob("*.yml"))
    return {each.code: each for each in sorted(read, key=lambda language: language.autonym.casefold())}


def shown_first() -> tuple[OtherLanguage, ...]:
    """Those that stand beside the chat."""
    every = other_languages()
    return tuple(every[code] for code in words("languages")["shown"] if code in every)


def beside(heard: Heard, text: str, language: str) -> Heard:
    """What was heard, with the fixed words of the language of `text` before it; as it is for English."""
    if language == ENGLISH:
        return heard
    said = _in_their_language(heard, text, language)
    return replace(heard, replies=(said, *heard.replies))


def _in_their_language(heard: Heard, text: str, language: str) -> Reply:
    own, details = other_languages().get(language), words("languages")["leave_details"]
    if own is None:
        return Reply("\n\n".join((*_in_english(), details)))
    if max(text) < BEYOND_LATIN and "as_it_sounds" in own.texts:
        return Reply("\n\n".join((own.say("as_it_sounds"), details)), lang=f"{own.code}-Latn")
    passed_on = (own.say("handed_on"),) if heard.handoff else ()
    contact = f"{own.say('leave_details')}: /leave-details"
    said = (*passed_on, own.say("safety"), own.say("heard"), contact)
    return Reply("\n\n".join(said), lang=own.code)


def _in_english() -> tuple[str, str]:
    say, dialled = words("languages"), {id_: number.display for id_, number in numbers().items()}
    return say["unknown_emergency"].format(**dialled), say["unknown_language"]


def _language(texts: Mapping[str, Any]) -> OtherLanguage:
    plain = {key: value for key, value in texts.items() if isinstance(value, str)}
    return OtherLanguage(texts["code"], texts["autonym"], texts["name"], texts["direction"], plain)
