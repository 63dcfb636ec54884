"""The places one directory knows: all postcodes, the towns of its services, and every council's area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.councils import councils
from directory.listings import Listing
from directory.place_words import place_words
from directory.postcode_index import PostcodeIndex, Spot
from directory.towns import Town, plain_town, town_words, towns_of

__all__ = ["Gazetteer", "Town"]

# One slip (a letter too many, too few, wrong or two swapped) in a name this long is still that name;
# two in a longer one, where the words before say that a place is meant.
LONG_ENOUGH = {1: 5, 2: 7}
ANSWER_WORDS = 2  # so short a text is an answer to "where?", and read more kindly
SHORT_ANSWER = 4  # "she's in Leeds": still an answer, where a whole sentence may speak of anything
LED_IN_FROM = 4  # words before a name that may say that somebody lives there


@dataclass(frozen=True)
class Gazetteer:
    """Postcodes (None where the index is not built), towns, and whose area counts as ours."""

    index: PostcodeIndex | None
    towns: tuple[Town, ...]
    council_code: str

    @classmethod
    def of(cls, listings: Iterable[Listing], index: PostcodeIndex | None, council_code: str) -> Gazetteer:
        """The gazetteer of a directory: its towns are those of the addresses of its services."""
        return cls(index, tuple(towns_of(listings, index)), council_code)

    def postcode(self, written: str) -> Spot | None:
        """A full postcode, if it exists."""
        return self.index.find(written) if self.index else None

    def district(self, written: str) -> Spot | None:
        """A half postcode, if it exists."""
        return self.index.district(written) if self.index else None

    def serves(self, spot: Spot) -> bool:
        """Whether any of it is ours."""
        return self._ours in councils().answering(spot.councils) or self.council_code in spot.councils

    def is_in_area(self, spot: Spot) -> bool | None:
        """Whether it is ours: None where only part of it is, or where nobody knows."""
        if not spot.councils or (self.serves(spot) and len(councils().answering(spot.councils)) > 1):
            return None
        return self.serves(spot)

    def town_in(self, text: str) -> Town | None:
        """The town of the directory that a text names, spelling slips forgiven; the right spelling wins."""
        name = _town_named(text, self._names)
        return self._names[name] if name else None

    def council_area_in(self, text: str) -> Town | None:
        """The area of a council, any in the country, where a text says that somebody lives there."""
        if self.index is None:
            return None
        name = _area_named(text, councils().areas)
        area = councils().areas[name] if name else None
        spot = self.index.council_spot(area.codes) if area else None
        return Town(area.name, spot.lat, spot.lon, spot.councils[0]) if area and spot else None

    @property
    def _ours(self) -> str:
        found = councils().of(self.council_code)
        return found.code if found else self.council_code

    @cached_property
    def _names(self) -> Mapping[str, Town]:
        """Every name by which a town goes, in small letters; full names first."""
        names = {plain_town(town.name): town for town in self.towns}
        for town in self.towns:
            parts = plain_town(town.name).split()
            if len(parts) > 1 and parts[1] in place_words().joints:
                names.setdefault(parts[0], town)
        return names


def _town_named(text: str, names: Mapping[str, Town]) -> str | None:
    """The name of a town that a text has: rightly spelt, else with one slip, or two where led to it."""
    words = town_words(text.replace("-", " "))
    is_answer = len(words) <= ANSWER_WORDS
    for slips in (0, 1, 2):
        for at, spoken in _runs(words, names):
            is_led_in = at > 0 and words[at - 1].casefold() in place_words().before
            if slips == 2 and not (is_led_in or is_answer):
                continue
            name = _nearest(names, spoken.casefold(), slips)
            if name and (is_answer or _is_no_everyday_word(name, spoken, is_led_in)):
                return name
    return None


def _area_named(text: str, names: Mapping[str, object]) -> str | None:
    """The name of a council's area: by itself, "near Leeds" as an answer, or "she lives in Leeds" anywhere.

    A wedding in York is no home. A slip is forgiven where nothing else is said at all.
    """
    words = town_words(text.replace("-", " "))
    for at, spoken in _runs(words, names):
        before = [word.casefold() for word in words[max(0, at - LED_IN_FROM) : at]]
        is_led_in = bool(before) and before[-1] in place_words().before
        is_meant = is_led_in and (len(words) <= SHORT_ANSWER or bool(place_words().home & set(before)))
        if not (is_meant or len(spoken.split()) == len(words)):
            continue
        name = _nearest(names, spoken.casefold(), 0)
        if name and (not before or _is_no_everyday_word(name, spoken, is_led_in)):
            return name
    return _nearest(names, " ".join(words).casefold(), 1) if words else None


def _is_no_everyday_word(name: str, spoken: str, is_led_in: bool) -> bool:
    """Whether a town is meant and not an everyday word: "the meter readings" are not in Reading."""
    return name not in place_words().ordinary or (
        is_led_in and spoken[0].isupper() and name == spoken.casefold()
    )


def _nearest(names: Mapping[str, object], spoken: str, slips: int) -> str | None:
    """The name said, or the nearest to it within so many slips. First letters are hardly ever wrong."""
    if slips == 0:
        return spoken if spoken in names else None
    if len(spoken) < LONG_ENOUGH[slips] - 1:
        return None
    alike = (
        name
        for name in names
        if name[0] == spoken[0]
        and len(name) >= LONG_ENOUGH[slips]
        and abs(len(name) - len(spoken)) <= 1
        and name.count(" ") == spoken.count(" ")
    )
    found = process.extractOne(spoken, alike, scorer=OSA.distance, score_cutoff=slips)
    return found[0] if found else None


def _runs(words: Sequence[str], names: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Where each run of neighbouring words starts and what it says, as long as any name, long runs first."""
    longest = max((name.count(" ") + 1 for name in names), default=0)
    for size in range(min(longest, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            yield at, " ".join(words[at : at + size])
