"""Danger said in another language: a lexicon a language, `languages/<code>.yml`, asked beside the rules.

A phrase is words in a row. `word*` is a word with any ending, `...` up to five words between (twelve letters
where a language writes no spaces), `(this|that one)` either, `(...)?` either or neither. Accents, capitals
and, in Arabic script, the ways to write one letter do not count. Phrases never reach over a sentence's end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.language import WITHOUT_SPACES
from bot.long_yaml import read_yaml
from bot.patterns.exceptions import RuleError
from bot.safeguarding.foreign_phrase import STOP, ForeignPhrase, fold, spaced, unspaced

FOLDER = Path(__file__).parent / "languages"
LONGEST = 4000  # characters that are read, as many as a message may have
REQUIRED = ("owner", "language", "name", "categories", "must_not")


@dataclass(frozen=True)
class ForeignRule:
    """One row of a lexicon; `outcome`, `level` and `id` as those of a rule (`bot.patterns.rulebook.Rule`)."""

    id: str
    outcome: str
    level: str
    phrases: tuple[ForeignPhrase, ...]
    matches: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """One language. `review_date` is None until somebody who speaks it has read it."""

    language: str
    name: str
    owner: str
    review_date: date | None
    rules: tuple[ForeignRule, ...]
    unless: tuple[ForeignPhrase, ...]
    must_not: tuple[str, ...]

    @property
    def has_spaces(self) -> bool:
        """Does this language put spaces between words?"""
        return self.language not in WITHOUT_SPACES


class OtherLanguages:
    """Every lexicon, ready to ask. Deterministic; shared by threads."""

    def __init__(self, lexicons: Iterable[Lexicon]) -> None:
        self.lexicons = tuple(lexicons)
        self._by_word: dict[str, list[_Entry]] = defaultdict(list)
        self._by_letter: dict[str, list[_Entry]] = defaultdict(list)
        for entry in _entries(self.lexicons):
            table = self._by_word if entry.lexicon.has_spaces else self._by_letter
            for start in entry.phrase.starts:
                table[start].append(entry)
        # Neighbouring languages share words of danger and not always those of long ago: all guards guard all.
        self._unless = {
            spaces: [guard for each in self.lexicons if each.has_spaces is spaces for guard in each.unless]
            for spaces in (True, False)
        }
        self._letters = frozenset(self._by_letter)

    @classmethod
    def load(cls, folder: Path = FOLDER) -> OtherLanguages:
        """Read every lexicon; RuleError names the file that cannot be understood."""
        return cls(_lexicon(path) for path in sorted(folder.glob("*.yml")))

    def met_by(self, text: str) -> list[ForeignRule]:
        """The rows that `text` meets in any language, each once."""
        words = spaced(fold(text[:LONGEST]))
        met = {rule.id: rule for rule in self._met(self._near_words(words), words)}
        if not self._letters.isdisjoint(words):
            letters = unspaced(words)
            near = (entry for letter in dict.fromkeys(letters) for entry in self._by_letter.get(letter, ()))
            met |= {rule.id: rule for rule in self._met(near, letters)}
        return list(met.values())

    def _near_words(self, words: str) -> Iterator[_Entry]:
        for word in dict.fromkeys(words.split()):
            yield from self._by_word.get(word, ())
            for length in range(1, len(word) + 1):
                yield from self._by_word.get(word[:length] + "*", ())

    def _met(self, near: Iterable[_Entry], text: str) -> Iterator[ForeignRule]:
        # Asked once a sentence: a phrase said a thousand times in one would cost seconds otherwise.
        guarded: dict[str, bool] = {}
        return (entry.rule for entry in near if self._is_met(entry, text, guarded))

    def _is_met(self, entry: _Entry, text: str, guarded: dict[str, bool]) -> bool:
        """Is the phrase said, in a sentence that does not say it was long ago?"""
        for start, end in entry.phrase.found_in(text):
            sentence = text[text.rfind(STOP, 0, start + 1) + 1 : _end(text, end)]
            if sentence not in guarded:
                spaces = entry.lexicon.has_spaces
                guarded[sentence] = any(guard.is_in(sentence) for guard in self._unless[spaces])
            if not guarded[sentence]:
                return True
        return False


@dataclass(frozen=True)
class _Entry:
    """A phrase with the row and the lexicon it stands in."""

    phrase: ForeignPhrase
    rule: ForeignRule
    lexicon: Lexicon


def _end(text: str, start: int) -> int:
    stop = text.find(STOP, start)
    return len(text) if stop < 0 else stop


def _entries(lexicons: Sequence[Lexicon]) -> Iterator[_Entry]:
    for lexicon in lexicons:
        for rule in lexicon.rules:
            for phrase in rule.phrases:
                yield _Entry(phrase, rule, lexicon)


def _lexicon(path: Path) -> Lexicon:
    try:
        content: Mapping[str, Any] = read_yaml(path)
        if not isinstance(content, dict):
            raise RuleError("it should hold a table")
        missing = [key for key in REQUIRED if not content.get(key)]
        if missing:
            raise RuleError(f"{path.name} says no {missing[0]}.")
        code = str(content["language"])
        return Lexicon(
            code, content["name"], content["owner"], content.get("review_date"),
            tuple(_rules(content["categories"], code)),
            tuple(_phrase(each, code) for each in content.get("unless", ())),
            tuple(content["must_not"]),
        )  # fmt: skip
    except (yaml.YAMLError, RuleError, KeyError, TypeError, ValueError) as wrong:
        raise RuleError(f"{path.name} cannot be read as a lexicon: {wrong}") from wrong


def _rules(categories: Mapping[str, Any], code: str) -> Iterator[ForeignRule]:
    for category, rows in categories.items():
        for number, row in enumerate(rows, start=1):
            phrases = tuple(_phrase(each, code) for each in row["says"])
            rule_id = f"{category}.{code}.{number}"
            yield ForeignRule(rule_id, category, row["level"], phrases, tuple(row["matches"]))


def _phrase(written: str, code: str) -> ForeignPhrase:
    return ForeignPhrase.read(str(written), with_spaces=code not in WITHOUT_SPACES)
