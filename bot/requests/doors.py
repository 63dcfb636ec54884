"""Whose business a message is, where it is not ours: the door it should go to, from `doors.yml`.

A door is found by its words. Where none fits to the letter, slips of the keys are forgiven (RapidFuzz).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.exceptions import SettingsError
from bot.listening.clauses import clauses
from bot.long_yaml import read_yaml
from bot.patterns.exceptions import RuleError
from bot.patterns.normalise import SENTENCE_END
from bot.patterns.rulebook import Rulebook

DOORS_FILE = Path(__file__).with_name("doors.yml")
COUNCIL = "council"
Rows = Mapping[str, Mapping[str, Any]]
NEEDED = ("whose", "title", "says", "link", "words")
MOST_DOORS = 2
LONGEST_ERRAND = 12
# How many slips are forgiven in a word of at least so many letters.
SLIPS = ((9, 2), (5, 1))
SHORTEST = min(length for length, _slips in SLIPS)
# A short clause that begins as a question, or as an errand: "when are the bins collected".
_ASKS = re.compile(
    r"(?:(?:by the way|one more thing|then|just|please|hi|oh|ps)\W+)*"
    r"(?:how|when|where|what|who|which|can|could|do|am|is|are|"
    r"(?:i(?:'d| would| also)? )?(?:need|want|like) to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Door:
    """One place to go: what it is for, one sentence, its page, and a number where one is sure."""

    id: str
    whose: str
    title: str
    says: str
    link: str
    phone: str | None


class Doors:
    """Every door, in the order in which they are tried. Safe between threads."""

    def __init__(self, rows: Rows, general: str, website: str = "", phone: str = "") -> None:
        """`rows`: the doors by id. The council's `website` stands where a door has the `general` one."""
        self.website, self.phone = website or general, phone
        self._doors = {
            name: _door(name, row, self.website if row["link"] == general else row["link"])
            for name, row in rows.items()
        }
        self._rulebook = _rulebook(rows)
        self._vocabulary = _words_of_doors(rows)

    @classmethod
    def load(cls, own: Path | None = None, website: str = "", phone: str = "") -> "Doors":
        """The shipped doors, with the council's `own` file over them; SettingsError says what is wrong."""
        shipped = _read(DOORS_FILE)
        rows = {str(row["id"]): row for row in shipped["doors"]}
        if own is not None:
            rows = _with_own(rows, own)
        try:
            return cls(rows, str(shipped["council_website"]), website, phone)
        except RuleError as wrong:
            raise SettingsError(f"{own or DOORS_FILE.name}: {wrong}") from None

    def all(self) -> tuple[Door, ...]:
        """Every door."""
        return tuple(self._doors.values())

    def phone_of(self, door: Door) -> str | None:
        """The door's number; the council's own for what is the council's."""
        return door.phone or (self.phone if door.whose == COUNCIL else None) or None

    def of(self, text: str, *, forgiving: bool = True) -> tuple[Door, ...]:
        """The doors that a message asks for, at most two and each once; none where none is sure."""
        parts = [door for part in clauses(text) if (door := self._first(part, forgiving))]
        whole = self._first(text, forgiving)
        found = list(dict.fromkeys([*parts, *([whole] if whole and not parts else [])]))
        return tuple(found[:MOST_DOORS])

    def beside(self, text: str) -> Door | None:
        """A door that a message asks for beside something else: a clause that asks, to the letter."""
        for part in clauses(text):
            if _asks(part) and (door := self._first(part, forgiving=False)):
                return door
        return None

    def _first(self, text: str, forgiving: bool) -> Door | None:
        met = {rule.id.partition(".")[2] for rule in self._rulebook.met_by(text)}
        if not met and forgiving:
            met = {rule.id.partition(".")[2] for rule in self._rulebook.met_by(self._without_slips(text))}
        return next((door for name, door in self._doors.items() if name in met), None)

    def _without_slips(self, text: str) -> str:
        words = self._rulebook.plain(text).replace(SENTENCE_END, ".").split()
        return " ".join(word if word in self._vocabulary else self._meant(word) for word in words)

    def _meant(self, word: str) -> str:
        """The word of a door that `word` is a slip for: the same first letter, one or two keys beside."""
        slips = next((slips for length, slips in SLIPS if len(word) >= length), 0)
        if not slips:
            return word
        near = [known for known in self._vocabulary if known[0] == word[0]]
        found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=slips)
        return str(found[0]) if found else word


def _asks(clause: str) -> bool:
    return len(clause.split()) <= LONGEST_ERRAND and bool(_ASKS.match(clause))


def _door(name: str, row: Mapping[str, Any], link: str) -> Door:
    phone = (row.get("phone") or {}).get("number")
    return Door(name, row["whose"], row["title"], row["says"], link, str(phone) if phone else None)


def _rulebook(rows: Rows) -> Rulebook:
    rules = [
        {
            "id": name,
            "why": row["title"],
            "patterns": row["words"],
            "matches": [row["title"]],
            "unless": row.get("unless", []),
        }
        for name, row in rows.items()
    ]
    return Rulebook.of({"doors": {"owner": COUNCIL, "review_date": None, "rules": rules}})


def _words_of_doors(rows: Rows) -> frozenset[str]:
    """The words by which doors are found, long enough for a slip to be told from another word."""
    written = " ".join(str(pattern) for row in rows.values() for pattern in row.get("words", ()))
    return frozenset(re.findall(rf"\b[a-z]{{{SHORTEST},}}\b", written))


def _with_own(rows: Rows, path: Path) -> dict[str, Mapping[str, Any]]:
    """The council's doors before the shipped ones; where an id is known, what it says replaces ours."""
    own: dict[str, Mapping[str, Any]] = {}
    for row in _read(path).get("doors") or []:
        name = str(row.get("id") or "")
        whole = {"whose": COUNCIL, **rows.get(name, {}), **row}
        missing = [key for key in NEEDED if not whole.get(key)]
        if not name or missing:
            raise SettingsError(f"{path.name}: the door {name or '?'} says no {(missing or ['id'])[0]}.")
        if not str(whole["link"]).startswith("https://"):
            raise SettingsError(f"{path.name}: the link of {name} must begin with https://.")
        own[name] = whole
    known = {name: own.get(name, row) for name, row in rows.items()}
    return {**{name: row for name, row in own.items() if name not in rows}, **known}


def _read(path: Path) -> dict[str, Any]:
    try:
        content = read_yaml(path)
    except (OSError, yaml.YAMLError) as wrong:
        raise SettingsError(f"{path.name} cannot be read: {type(wrong).__name__}.") from None
    if not isinstance(content, dict):
        raise SettingsError(f"{path.name} should hold a table with doors.")
    return content
