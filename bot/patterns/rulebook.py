"""Rules as data: reads rule files, compiles them once, and finds those that a text meets."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from pathlib import Path
from typing import Any

import yaml

from bot.patterns.exceptions import RuleError
from bot.patterns.language import SHORTEST_PREFIX, Language, Pattern
from bot.patterns.normalise import SENTENCE_END, Normaliser, Spellings

WORDS = Path(__file__).parent / "words"
# How far a guard may stand from what it guards, in characters: about twelve words.
NEARBY = 70
# How far the parts of "this & that" may stand from each other, in characters: about ten words.
TOGETHER = 60
NEVER = 2.0  # no likelihood is so high
REQUIRED = ("id", "why", "patterns", "matches")
# Where a guard may stand; the first when a shared guard does not say.
WHERE = ("around", "before", "touching")


@dataclass(frozen=True)
class Guard:
    """Words that take a rule's meaning away, such as "last year".

    `where` they must stand: around (the same sentence, about twelve words), before (among the three
    words just before it), or touching (the very words before it: "not hearing things").
    """

    name: str
    patterns: tuple[Pattern, ...]
    where: str = "around"


@dataclass(frozen=True)
class Rule:
    """One rule of a file: what it says (`outcome`), how urgent (`level`), and how it is recognised.

    `alone`: nothing else has to agree with it. `gently`: these words are asked about, however like a danger.
    `most_words`: of a longer message, these words are only a part.
    `only_asks`: no danger of any kind is made of them by likeness; the plainest rules act all the same.
    """

    id: str
    outcome: str
    level: str
    why: str
    patterns: tuple[Pattern, ...]
    guards: tuple[Guard, ...]
    matches: tuple[str, ...]
    must_not: tuple[str, ...]
    alone: bool = False
    gently: bool = False
    only_asks: bool = False
    most_words: float = inf


@dataclass(frozen=True)
class RuleFile:
    """The head of a rule file: who answers for it and when it is looked at again.

    `like_examples`: from how likely on likeness to the file's reviewed examples counts as a rule of its own.
    """

    outcome: str
    level: str
    owner: str
    review_date: date
    rules: tuple[Rule, ...]
    like_examples: float = NEVER


class Rulebook:
    """Every rule of one folder. Safe to share between threads: nothing changes after it is made."""

    def __init__(self, files: Iterable[RuleFile], normaliser: Normaliser) -> None:
        self.files = tuple(files)
        self._normaliser = normaliser
        self._by_word: dict[str, list[tuple[Rule, Pattern]]] = defaultdict(list)
        for rule in self.rules():
            for pattern in rule.patterns:
                for anchor in pattern.anchors:
                    self._by_word[anchor].append((rule, pattern))

    @classmethod
    def load(cls, folder: Path, shared_guards: Path | None = None) -> "Rulebook":
        """Read `folder/*.yml`; RuleError names the file when something is wrong with it."""
        heads = {path.stem: _read(path) for path in sorted(folder.glob("*.yml"))}
        return cls.of(heads, _read(shared_guards) if shared_guards else {})

    @classmethod
    def of(cls, heads: Mapping[str, dict[str, Any]], guards: dict[str, Any] | None = None) -> "Rulebook":
        """Rules that were read already, each file's content under its name; RuleError as for `load`."""
        normaliser = _normaliser([*heads.values(), guards or {}])
        language = Language(normaliser, {k: tuple(v) for k, v in _read(WORDS / "classes.yml").items()})
        compiler = _Compiler(language, guards or {})
        return cls([compiler.file(stem, head) for stem, head in heads.items()], normaliser)

    def rules(self) -> Iterator[Rule]:
        """Every rule, in the order of the files."""
        for file in self.files:
            yield from file.rules

    def plain(self, text: str) -> str:
        """The text as the rules see it."""
        return self._normaliser.plain(text)

    def met_by(self, text: str) -> list[Rule]:
        """The rules that `text` meets, each once, in the order of the files' words."""
        plain = self.plain(text)
        met: dict[str, Rule] = {}
        length = len(plain.split())
        for rule, pattern in self._candidates(plain):
            if rule.id not in met and length <= rule.most_words and _found(rule, pattern, plain):
                met[rule.id] = rule
        return list(met.values())

    def _candidates(self, plain: str) -> Iterator[tuple[Rule, Pattern]]:
        for word in dict.fromkeys(plain.split()):
            yield from self._by_word.get(word, ())
            for length in range(SHORTEST_PREFIX, len(word) + 1):
                yield from self._by_word.get(word[:length] + "*", ())


def _found(rule: Rule, pattern: Pattern, plain: str) -> bool:
    first, *others = pattern.parts
    return any(
        _together(others, plain, hit) and not _guarded(rule, plain, hit) for hit in first.finditer(plain)
    )


def _together(others: Sequence[re.Pattern[str]], plain: str, hit: re.Match[str]) -> bool:
    """Are the other parts near enough to the first to be about the same thing?"""
    start, end = max(hit.start() - TOGETHER, 0), hit.end() + TOGETHER
    return all(part.search(plain, start, end) for part in others)


def _guarded(rule: Rule, plain: str, hit: re.Match[str]) -> bool:
    """Is there a guard in the same sentence, near enough to be about the same thing?"""
    before, around = _neighbourhood(plain, hit)
    for guard in rule.guards:
        if guard.where == "touching":
            if any(_touches(p, before) for p in guard.patterns):
                return True
        elif any(_all_parts(p, before if guard.where == "before" else around) for p in guard.patterns):
            return True
    return False


def _touches(pattern: Pattern, before: str) -> bool:
    """Do the words just before a hit end with the pattern?"""
    first = pattern.parts[0]
    return any(found.end() == len(before) for found in first.finditer(before))


def _all_parts(pattern: Pattern, text: str) -> bool:
    return all(part.search(text) for part in pattern.parts)


def _neighbourhood(plain: str, hit: re.Match[str]) -> tuple[str, str]:
    """The few words just before a hit, and the words of its sentence around it."""
    left = max(plain.rfind(SENTENCE_END, 0, hit.start()) + 1, hit.start() - NEARBY, 0)
    right = plain.find(SENTENCE_END, hit.end())
    right = min(len(plain) if right < 0 else right, hit.end() + NEARBY)
    lead = " ".join(plain[left : hit.start()].split()[-3:])
    return f" {lead} ", plain[left:right] if plain[left] == " " else f" {plain[left:right]}"


@dataclass(frozen=True)
class _Compiler:
    """Turns what a file says into rules."""

    language: Language
    guards: Mapping[str, Any]

    def file(self, stem: str, head: Mapping[str, Any]) -> RuleFile:
        for key in ("owner", "review_date", "rules"):
            if key not in head:
                raise RuleError(f"{stem}.yml says no {key}.")
        level = str(head.get("level", ""))
        shared = {"most_words": head.get("most_words", inf), "means": head.get("means", stem)}
        rules = tuple(
            self._rule(stem, level, head.get("unless", []), {**shared, **row}) for row in head["rules"]
        )
        sure = float(head.get("like_examples", NEVER))
        return RuleFile(stem, level, head["owner"], head["review_date"], rules, sure)

    def _rule(self, stem: str, level: str, unless: list[str], row: Mapping[str, Any]) -> Rule:
        missing = [key for key in REQUIRED if not row.get(key)]
        if missing:
            raise RuleError(f"{stem}.yml: rule {row.get('id', '?')} says no {missing[0]}.")
        name = f"{stem}.{row['id']}"
        names = [g for g in [*unless, *row.get("unless", [])] if g not in row.get("even_if", [])]
        try:
            patterns = tuple(self.language.compile(str(p)) for p in row["patterns"])
            guards = tuple(self._guard(g) for g in names)
        except RuleError as wrong:
            raise RuleError(f"{name}: {wrong}") from wrong
        return Rule(
            name, str(row["means"]), str(row.get("level", level)), row["why"], patterns, guards,
            tuple(row["matches"]), tuple(row.get("must_not", ())), bool(row.get("alone", False)),
            bool(row.get("gently", False)), bool(row.get("only_asks", False)),
            float(row["most_words"]),
        )  # fmt: skip

    def _guard(self, text: str) -> Guard:
        """`@name` is a shared guard; anything else is a pattern of the rule's own."""
        if not text.startswith("@"):
            return Guard(text, (self.language.compile(text),))
        shared = self.guards.get(text[1:])
        if shared is None:
            raise RuleError(f"there is no shared guard {text}")
        compiled = tuple(self.language.compile(p) for p in shared["patterns"])
        where = str(shared.get("where", WHERE[0]))
        if where not in WHERE:
            raise RuleError(f"shared guard {text} stands {where!r}, which is none of {', '.join(WHERE)}")
        return Guard(text, compiled, where)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as wrong:
        raise RuleError(f"{path.name} is not well-formed YAML: {wrong}") from wrong
    if not isinstance(content, dict):
        raise RuleError(f"{path.name} should hold a table.")
    return content


def _normaliser(sources: list[dict[str, Any]]) -> Normaliser:
    """Spellings, and the words the rules use: what a leet or stretched spelling may be read as."""
    tables = _read(WORDS / "spellings.yml")
    written = " ".join(map(str, [*sources, _read(WORDS / "classes.yml")])).lower()
    known = frozenset(re.findall(r"[a-z]{2,}", written))
    words = {str(k): str(v) for k, v in tables["words"].items()}
    return Normaliser(
        Spellings(words, tables["phrases"], tables["emoji"], tuple(tables.get("near", ()))), known
    )
