"""Which act a whole message plainly is, and which acts a long one cannot be. Pure but for its one file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.listening.words import any_of, straightened

ACTS_FILE = Path(__file__).parent / "plain_acts.yml"
WORDS = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


@dataclass(frozen=True)
class PlainActs:
    """The words of plain_acts.yml, ready to compare with."""

    whole: Mapping[str, str]
    polite: re.Pattern[str]
    shapes: Mapping[str, re.Pattern[str]]
    only_whole: frozenset[str]
    short: frozenset[str]
    longest: int
    anger: re.Pattern[str]
    pointing: re.Pattern[str]
    pointing_at_nothing: re.Pattern[str]
    angry_at_most: int

    def of(self, text: str) -> str | None:
        """The act that the whole text says, or None."""
        words = words_of(text)
        said = " ".join(words)
        plain = self.whole.get(said) or self.whole.get(self.polite.sub("", said).strip())
        if plain:
            return plain
        if shaped := next((act for act, shape in self.shapes.items() if shape.search(said)), None):
            return shaped
        return "rude" if len(words) <= self.angry_at_most and self.anger.search(said) else None

    def points(self, text: str) -> bool:
        """Does it point at something that was shown, or ask for a fact of it?"""
        return bool(self.pointing.search(self.pointing_at_nothing.sub("", " ".join(words_of(text)))))

    def possible(self, act: str, text: str) -> bool:
        """May a text be that act although it does not plainly say so?"""
        too_long = act in self.short and len(words_of(text)) > self.longest
        return not too_long and act not in self.only_whole


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without marks."""
    return WORDS.findall(straightened(text).lower())


@cache
def plain_acts() -> PlainActs:
    """What the file says, read once."""
    data = yaml.safe_load(ACTS_FILE.read_text(encoding="utf-8"))
    polite = "|".join(sorted(map(re.escape, data["politeness"]), key=len, reverse=True))
    anger = "|".join(re.escape(one).replace(r"\*", r"\w*") for one in data["anger"])
    return PlainActs(
        whole={said: act for act, all_said in data["acts"].items() for said in all_said},
        polite=re.compile(rf"^(?:(?:{polite})\s+)+|(?:\s+(?:{polite}))+$"),
        shapes={act: re.compile(shape) for act, shape in data["shapes"].items()},
        only_whole=frozenset(data["only_whole"]),
        short=frozenset(data["short"]),
        longest=data["longest"],
        anger=re.compile(rf"\b(?:{anger})\b"),
        pointing=any_of(data["pointing"]),
        pointing_at_nothing=any_of(data["pointing_at_nothing"]),
        angry_at_most=data["angry_at_most"],
    )
