"""What a message asks of a service besides its need, and what a service says of itself: both as sets.

Pure: text in, names of asked.yml out. A name that a service does not have means that nobody wrote it down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from directory.listings import Listing
from directory.matching.ages import age_in

ASKED_FILE = Path(__file__).parent / "asked.yml"
READ = 3000  # characters
NEAR_WORDS = 8  # a language is asked for when a word like "speaks" stands so near
SENTENCE = re.compile(r"[^.!?;\n]+")
WORD = re.compile(r"[^\W\d_]+")
Names = frozenset[str]
NONE: Names = frozenset()


@dataclass(frozen=True)
class Asked:
    """What somebody said that decides between services for the same need; empty where they said nothing."""

    age: int | None = None
    audiences: Names = NONE
    access: Names = NONE
    languages: Names = NONE
    evening: bool = False
    weekend: bool = False
    cheap: bool = False

    @property
    def of_themselves(self) -> bool:
        """Whether anything was said that who a service is for could turn on."""
        return self.age is not None or bool(self.audiences)


@dataclass(frozen=True)
class Says:
    """What a service says of itself."""

    audiences: Names
    access: Names
    lacks: Names
    languages: Names


@dataclass(frozen=True)
class Audience:
    """A group of people: how they say it, and how a service says that it is for them."""

    said: re.Pattern[str]
    served: re.Pattern[str]
    condition: bool = False
    needs: Names = NONE


@dataclass(frozen=True)
class AskedWords:
    """asked.yml, ready to use."""

    audiences: Mapping[str, Audience]
    for_whom: re.Pattern[str]
    examples: re.Pattern[str]
    access: Mapping[str, Mapping[str, re.Pattern[str]]]
    opening: Mapping[str, re.Pattern[str]]
    cheap: re.Pattern[str]
    languages: Mapping[str, str] = field(default_factory=dict)  # word to language
    language_words: Names = NONE
    never_asked: Names = NONE

    @property
    def conditions(self) -> Names:
        """The audiences that are health conditions."""
        return frozenset(name for name, one in self.audiences.items() if one.condition)

    def audiences_with(self, needs: Iterable[str]) -> Names:
        """The audiences that somebody with one of these needs is of, or asks for."""
        asked = frozenset(needs)
        return frozenset(name for name, one in self.audiences.items() if one.needs & asked)


@cache
def asked_words() -> AskedWords:
    """The file, read at first use."""
    raw: dict[str, Any] = yaml.safe_load(ASKED_FILE.read_text(encoding="utf-8"))
    return AskedWords(
        audiences={
            name: Audience(
                _any(one["said"]),
                _any(one["served"]),
                bool(one.get("condition")),
                frozenset(one.get("needs", ())),
            )
            for name, one in raw["audiences"].items()
        },
        for_whom=_any(raw["for_whom"]),
        examples=_any([raw["examples"]]),
        access={name: {key: _any(one[key]) for key in one} for name, one in raw["access"].items()},
        opening={name: _any(patterns) for name, patterns in raw["opening"].items()},
        cheap=_any(raw["cheap"]),
        languages={word: name for name, words in raw["languages"].items() for word in words},
        language_words=frozenset(raw["language_words"]),
        never_asked=frozenset(raw["never_asked"]),
    )


def asked_in(text: str) -> Asked:
    """What a message asks for."""
    read, words = _plain(text), asked_words()
    return Asked(
        age=age_in(text),
        audiences=frozenset(name for name, one in words.audiences.items() if one.said.search(read)),
        access=frozenset(name for name, one in words.access.items() if one["said"].search(read)),
        languages=_languages_asked(read),
        evening=bool(words.opening["evening"].search(read)),
        weekend=bool(words.opening["weekend"].search(read)),
        cheap=bool(words.cheap.search(read)),
    )


def says(listing: Listing) -> Says:
    """What a service says of itself, in whatever field it says so."""
    words = asked_words()
    places = _plain(" . ".join(listing.accessibility))
    lacks = frozenset(name for name, one in words.access.items() if one["lacks"].search(places))
    has = frozenset(name for name, one in words.access.items() if one["has"].search(places))
    return Says(_audiences_served(listing), has - lacks, lacks, _languages_given(listing.languages))


def _audiences_served(listing: Listing) -> Names:
    """For whom it says it is: in its name, its words on eligibility, and the first sentence that says so."""
    words = asked_words()
    sentences = SENTENCE.finditer(_plain(listing.description))
    telling = next((one[0] for one in sentences if words.for_whom.search(one[0])), "")
    telling = words.examples.split(telling, maxsplit=1)[0]
    said = f"{_plain(listing.name)}\n{_plain(listing.eligibility or '')}\n{telling}"
    return frozenset(name for name, one in words.audiences.items() if one.served.search(said))


def _languages_asked(text: str) -> Names:
    """ "She speaks only Polish" asks for Polish; a Polish neighbour asks for nothing."""
    known = asked_words()
    found: set[str] = set()
    words = WORD.findall(text)
    telling = [at for at, word in enumerate(words) if word in known.language_words]
    for at, word in enumerate(words):
        name = known.languages.get(word) if len(word) > len("xx") else None
        if (
            name
            and name not in known.never_asked
            and any(0 < abs(at - other) <= NEAR_WORDS for other in telling)
        ):
            found.add(name)
    if "sign language" in text or "bsl" in words:
        found.add("bsl")
    return frozenset(found)


def _languages_given(languages: Iterable[str]) -> Names:
    known = asked_words().languages
    plain = (language.casefold().strip() for language in languages)
    return frozenset(name for one in plain for part in (one, *WORD.findall(one)) if (name := known.get(part)))


def _plain(text: str) -> str:
    return text[:READ].replace("\u2019", "'").casefold()


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
