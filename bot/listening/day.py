"""The two-minute check: what an answer says, and what is looked for afterwards. Pure but for its one file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.listening.answering import yes_or_no
from bot.listening.words import plainly

DAY_FILE = Path(__file__).parent / "day.yml"
HARD, FINE, SKIPPED = "hard", "fine", "skipped"
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Day:
    """The file, ready to use."""

    hard_words: Mapping[str, str]
    needs: Mapping[str, tuple[str, ...]]
    lately: str
    after_lately: tuple[str, ...]
    most_needs: int
    is_hard: re.Pattern[str]
    stop: frozenset[str]

    @property
    def questions(self) -> tuple[str, ...]:
        """Every question, the last one included."""
        return (*self.hard_words, self.lately)

    def answer(self, question: str, text: str, intent: str) -> str | None:
        """What an answer says of its question; None where it says nothing of it."""
        plain = plainly(text)
        if intent in {"skip", "unsure"}:
            return SKIPPED
        answered = yes_or_no(text, intent)
        if question == self.lately:
            return None if answered is None else YES if answered else NO
        if self.is_hard.search(plain) or answered is False:
            return HARD
        return FINE if answered else None

    def wants_to_stop(self, text: str, intent: str) -> bool:
        """Do they want no more of it?"""
        return intent == "thanks_bye" or plainly(text).strip(" .!,") in self.stop

    def what_is_hard(self, answers: Mapping[str, str | None]) -> list[str]:
        """What is hard, as it is played back."""
        return [words for question, words in self.hard_words.items() if answers.get(question) == HARD]

    def to_look_for(self, answers: Mapping[str, str | None]) -> list[str]:
        """The needs, each question's first before any second; back on one's feet before all."""
        hard = [self.needs[one] for one in self.hard_words if answers.get(one) == HARD]
        first = list(self.after_lately) if hard and answers.get(self.lately) == YES else []
        rounds = [
            needs[place]
            for place in range(max(map(len, hard), default=0))
            for needs in hard
            if place < len(needs)
        ]
        return list(dict.fromkeys([*first, *rounds]))[: self.most_needs]


@cache
def day() -> Day:
    """What the file says, read once."""
    data = yaml.safe_load(DAY_FILE.read_text(encoding="utf-8"))
    said = "|".join(re.escape(one) for one in sorted(data["is_hard"], key=len, reverse=True))
    return Day(
        hard_words={name: one["hard"] for name, one in data["questions"].items()},
        needs={name: tuple(one["needs"]) for name, one in data["questions"].items()},
        lately=data["lately"],
        after_lately=tuple(data["after_lately"]),
        most_needs=data["most_needs"],
        is_hard=re.compile(rf"\b(?:{said})\b"),
        stop=frozenset(data["stop"]),
    )
