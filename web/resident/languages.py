"""The fixed texts in other languages: which there are, and what is said beside an answer in English.

Somebody who writes in another language must understand three things whatever the dialogue says: whom to ring
in danger, that a person with an interpreter can contact them, and that their words were passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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
# A full stop as the languages of the folder write it, in Latin, Devanagari, Arabic and Chinese letters.
SENTENCE_ENDS = re.compile(r"(?<=[.!?\u0964\u06d4\u061f\u3002\uff01])\s*")


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


def beside(
    heard: Heard,
    text: str,
    language: str,
    in_danger: bool = False,
    handed_on: bool = False,
    told_before: bool = False,
) -> Heard:
    """What was heard, with the fixed words of the language of `text` before it; as it is for English.

    Theirs stand together and come first, the English ones follow: nobody reads to and fro between them.
    `in_danger`: safety words were said just before, so theirs come first of all. `handed_on`: a person has it
    already, from now or before, and so can no longer be promised. `told_before`: all of it stands above, so a
    line is enough where there is nothing new.
    """
    if language == ENGLISH:
        return heard
    own, details = other_languages().get(language), words("languages")["leave_details"]
    if own is None:
        return replace(heard, replies=(Reply("\n\n".join((*_in_english(), details))), *heard.replies))
    if max(text) < BEYOND_LATIN and "as_it_sounds" in own.texts:
        as_it_sounds = Reply(own.say("as_it_sounds"), lang=f"{own.code}-Latn")
        return replace(heard, replies=(as_it_sounds, Reply(details), *heard.replies))
    if told_before and not (heard.handoff or in_danger):
        in_order: tuple[str, ...] = (_in_a_line(own, handed_on),)
    else:
        in_order = _in_order(own, heard.handoff, in_danger, handed_on)
    said = Reply("\n\n".join(in_order), lang=own.code)
    return replace(heard, replies=(said, *(_once(reply, heard.handoff) for reply in heard.replies)))


def _in_order(own: OtherLanguage, reference: str | None, in_danger: bool, handed_on: bool) -> tuple[str, ...]:
    """What became of their words, how they are answered, what to do in danger, what they can do now."""
    passed_on = (f"{own.say('handed_on')} {reference}",) if reference else ()
    # "I can ask a person" is no longer true once one was asked.
    answered = own.say("answers" if reference or handed_on else "heard")
    contact = f"{own.say('leave_details')}: /leave-details"
    if in_danger:
        return own.say("safety"), *passed_on, answered, contact
    return *passed_on, answered, own.say("safety"), contact


def _in_a_line(own: OtherLanguage, handed_on: bool) -> str:
    """Whom to ring, the interpreter, how to leave one's details: sentences of what was said in full."""
    safety, offer = _sentences(own.say("safety")), _sentences(own.say("answers" if handed_on else "heard"))
    contact = f"{own.say('leave_details')}: /leave-details"
    return " ".join((safety[0], safety[-1], offer[-1], contact))


def _sentences(text: str) -> list[str]:
    return [one for one in SENTENCE_ENDS.split(text) if one]


def told_in(replies: Iterable[Reply], language: str) -> bool:
    """Were the fixed words of that language among these replies?"""
    return any((reply.lang or "").split("-")[0] == language for reply in replies)


def _once(reply: Reply, reference: str | None) -> Reply:
    """An English reply without the reference, which was just said in their language."""
    text = reply.text
    for said in words("languages")["reference_said"] if reference else ():
        text = text.replace(said.format(reference=reference), "")
    return replace(reply, text="\n".join(line.rstrip() for line in text.splitlines()).replace("  ", " "))


def _in_english() -> tuple[str, str]:
    say, dialled = words("languages"), {id_: number.display for id_, number in numbers().items()}
    return say["unknown_language"], say["unknown_emergency"].format(**dialled)


def _language(texts: Mapping[str, Any]) -> OtherLanguage:
    plain = {key: value for key, value in texts.items() if isinstance(value, str)}
    return OtherLanguage(texts["code"], texts["autonym"], texts["name"], texts["direction"], plain)
