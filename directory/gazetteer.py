"""The places one directory knows: all postcodes of the country, and the towns its own services are in."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from rapidfuzz.distance import OSA

from directory.listings import Listing
from directory.place_words import place_words
from directory.postcode_index import PostcodeIndex, Spot

POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# One slip (a letter too many, too few, wrong or two swapped) in a name this long is still that name;
# two in a longer one, where the words before say that a place is meant.
LONG_ENOUGH_FOR_ONE_SLIP = 5
LONG_ENOUGH_FOR_TWO_SLIPS = 7
ANSWER_WORDS = 2  # so short a text is an answer to "where?", and read more kindly


@dataclass(frozen=True)
class Town:
    """A town of the directory's addresses, in the middle of its services."""

    name: str
    lat: float
    lon: float
    council_code: str | None = None


@dataclass(frozen=True)
class Gazetteer:
    """Postcodes (None where the index is not built), towns, and whose area counts as ours."""

    index: PostcodeIndex | None
    towns: tuple[Town, ...]
    council_code: str

    @classmethod
    def of(cls, listings: Iterable[Listing], index: PostcodeIndex | None, council_code: str) -> "Gazetteer":
        """The gazetteer of a directory: its towns are those of the addresses of its services."""
        return cls(index, tuple(_towns(listings, index)), council_code)

    def postcode(self, written: str) -> Spot | None:
        """A full postcode, if it exists."""
        return self.index.find(written) if self.index else None

    def district(self, written: str) -> Spot | None:
        """A half postcode, if it exists."""
        return self.index.district(written) if self.index else None

    def serves(self, spot: Spot) -> bool:
        """Whether any of it is ours."""
        return self.council_code in spot.councils

    def is_in_area(self, spot: Spot) -> bool | None:
        """Whether it is ours: None where only part of it is, or where nobody knows."""
        if not spot.councils or (self.serves(spot) and len(spot.councils) > 1):
            return None
        return self.serves(spot)

    def town_in(self, text: str) -> Town | None:
        """The town that a text names, spelling slips forgiven; the right spelling wins over a near one."""
        words = WORDS.findall(text.replace("-", " "))
        for slips in (0, 1, 2):
            for at, spoken in _runs(words, self._longest):
                if town := self._named(words, at, spoken, slips):
                    return town
        return None

    @cached_property
    def _names(self) -> Mapping[str, Town]:
        """Every name by which a town goes, in small letters; full names first."""
        names = {_plain(town.name): town for town in self.towns}
        for town in self.towns:
            parts = _plain(town.name).split()
            if len(parts) > 1 and parts[1] in place_words().joints:
                names.setdefault(parts[0], town)
        return names

    @cached_property
    def _longest(self) -> int:
        return max((len(name.split()) for name in self._names), default=0)

    def _named(self, words: list[str], at: int, spoken: str, slips: int) -> Town | None:
        before = words[at - 1].casefold() if at else ""
        is_led_in = before in place_words().before
        is_answer = len(words) <= ANSWER_WORDS
        plain = spoken.casefold()
        if plain in place_words().ordinary and not is_answer and not (is_led_in and spoken[0].isupper()):
            return None
        if slips == 0:
            return self._names.get(plain)
        if slips == 2 and not (is_led_in or is_answer):
            return None
        found = next((name for name in self._names if _is_near(name, plain, slips)), None)
        return self._names[found] if found else None


def _is_near(name: str, spoken: str, slips: int) -> bool:
    """Whether somebody may have meant the name. First letters are hardly ever wrong."""
    shortest = LONG_ENOUGH_FOR_ONE_SLIP if slips == 1 else LONG_ENOUGH_FOR_TWO_SLIPS
    if len(name) < shortest or abs(len(name) - len(spoken)) > 1:
        return False
    if name[0] != spoken[0] or name.count(" ") != spoken.count(" "):
        return False
    return OSA.distance(name, spoken, score_cutoff=slips) <= slips


def _runs(words: list[str], longest: int) -> Iterator[tuple[int, str]]:
    """Where each run of neighbouring words starts and what it says, long runs first."""
    for size in range(min(longest, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            yield at, " ".join(words[at : at + size])


def _plain(name: str) -> str:
    return " ".join(WORDS.findall(name.replace("-", " "))).casefold()


def _towns(listings: Iterable[Listing], index: PostcodeIndex | None) -> Iterator[Town]:
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    spots: defaultdict[str, list[Spot]] = defaultdict(list)
    for listing in listings:
        if len(listing.towns) != 1:
            continue  # which of its points is in which town is not known
        name = " ".join(listing.towns[0].split())
        spellings[_plain(name)][name] += 1
        spots[_plain(name)] += _spots(listing, index)
    for plain, found in spots.items():
        if plain and found:
            councils = Counter(spot.councils[0] for spot in found if spot.councils)
            council = councils.most_common(1)[0][0] if councils else None
            lat, lon = median(spot.lat for spot in found), median(spot.lon for spot in found)
            yield Town(spellings[plain].most_common(1)[0][0], lat, lon, council)


def _spots(listing: Listing, index: PostcodeIndex | None) -> list[Spot]:
    """The service's points; their council is that of the postcode in its address."""
    written = [found[0] for address in listing.addresses for found in POSTCODE.finditer(address)]
    known = [spot for postcode in written if index and (spot := index.find(postcode))]
    councils = known[0].councils if known else ()
    return [Spot(lat, lon, councils) for lat, lon in listing.points] or known
