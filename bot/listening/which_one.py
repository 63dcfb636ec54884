"""Which of the places that were shown is meant: by position or name. Pure but for one file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process

from bot.listening.words import any_of

WHICH_FILE = Path(__file__).parent / "which_one.yml"
WORD = re.compile(r"[a-z0-9]+")
SAME_WORD = 84  # of 100: a letter or two wrong in a word of a name
CLEARLY = 2  # times as much of its name is said as of any other
LONG_ENOUGH = 4  # in a shorter word a slip makes another word


@dataclass(frozen=True)
class _Pointing:
    places: Mapping[int, re.Pattern[str]]
    last: re.Pattern[str]
    idle: frozenset[str]


def which_one(text: str, names: Sequence[str]) -> int | None:
    """The place in `names` of the one that the text speaks of; None where that is not clear."""
    named = by_name(text, names)
    return _by_position(text, len(names)) if named is None else named


def named_in(text: str, names: Sequence[str]) -> int | None:
    """The place in `names` of the one whose whole name the text says, the longest where there are several."""
    spoken = [word for word in WORD.findall(text.lower()) if word not in _pointing().idle]
    said = [place for place, name in enumerate(names) if len(name.split()) > 1 and _share(spoken, name) == 1]
    return max(said, key=lambda place: len(names[place]), default=None)


def _by_position(text: str, count: int) -> int | None:
    said, plain = _pointing(), " ".join(WORD.findall(text.lower()))
    for place, pattern in said.places.items():
        if pattern.search(plain):
            return place - 1 if place <= count else None
    if said.last.search(plain) and count:
        return count - 1
    return 0 if count == 1 else None


def by_name(text: str, names: Sequence[str]) -> int | None:
    """The same by name alone: "the lunch club" where only one of three is one."""
    spoken = [word for word in WORD.findall(text.lower()) if word not in _pointing().idle]
    found = [_share(spoken, name) for name in names]
    best, *others = sorted(found, reverse=True) or [0.0]
    clear = best > 0 and (not others or best >= CLEARLY * others[0])
    return found.index(best) if clear and found.count(best) == 1 else None


def _share(spoken: Sequence[str], name: str) -> float:
    words = [word for word in WORD.findall(name.lower()) if word not in _pointing().idle]
    return sum(_is_said(word, spoken) for word in words) / len(words) if words else 0.0


def _is_said(word: str, spoken: Sequence[str]) -> bool:
    if word in spoken:
        return True
    if len(word) < LONG_ENOUGH:
        return False
    return process.extractOne(word, spoken, scorer=fuzz.ratio, score_cutoff=SAME_WORD) is not None


@cache
def _pointing() -> _Pointing:
    data = yaml.safe_load(WHICH_FILE.read_text(encoding="utf-8"))
    return _Pointing(
        places={place: any_of(said) for place, said in data["places"].items()},
        last=any_of(data["last"]),
        idle=frozenset(data["idle"]),
    )
