"""What listings say of themselves (for whom, access, languages, hours, cost), as arrays of bits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta

import numpy as np
import numpy.typing as npt

from directory.listings import Listing
from directory.matching.asked import Says, asked_words, says
from directory.matching.weights import FreshnessWeights, SourceWeights
from directory.opening_hours import EVENING, KNOWN_DAYS, KNOWN_TIMES, WEEKEND_OPEN, hours_bits

Rows = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]
Bits = npt.NDArray[np.uint64]
YOUNGEST, OLDEST = 0, 32767  # of an age limit that nobody set
COSTS, FREE, UNKNOWN = 0, 1, 2


class Traits:
    """All listings' traits, in their order."""

    def __init__(self, listings: Sequence[Listing]) -> None:
        words = asked_words()
        said = [says(one) for one in listings]
        self._audience_bit = _bits(words.audiences)
        self._access_bit = _bits(words.access)
        self._language_bit = _bits(sorted(set(words.languages.values())))
        self.conditions = self.mask_of_audiences(words.conditions)
        self.audiences = _column(said, lambda one: _mask(one.audiences, self._audience_bit))
        self.access = _column(said, lambda one: _mask(one.access, self._access_bit))
        self.lacks = _column(said, lambda one: _mask(one.lacks, self._access_bit))
        self.languages = _column(said, lambda one: _mask(one.languages, self._language_bit))
        self.youngest = np.array(
            [YOUNGEST if one.min_age is None else one.min_age for one in listings], np.int32
        )
        self.oldest = np.array([OLDEST if one.max_age is None else one.max_age for one in listings], np.int32)
        self.hours = np.array([hours_bits(one.open_days, one.open_evenings) for one in listings], np.uint8)
        self.cost = np.array([UNKNOWN if one.free is None else int(one.free) for one in listings], np.uint8)

    def mask_of_audiences(self, names: Iterable[str]) -> np.uint64:
        """The bits of these audiences."""
        return np.uint64(_mask(names, self._audience_bit))

    def mask_of_access(self, names: Iterable[str]) -> np.uint64:
        """The bits of these ways to get in."""
        return np.uint64(_mask(names, self._access_bit))

    def mask_of_languages(self, names: Iterable[str]) -> np.uint64:
        """The bits of these languages."""
        return np.uint64(_mask(names, self._language_bit))

    def of(self, row: int) -> Says:
        """What one listing says of itself."""
        return Says(
            _names(self.audiences[row], self._audience_bit),
            _names(self.access[row], self._access_bit),
            _names(self.lacks[row], self._access_bit),
            _names(self.languages[row], self._language_bit),
        )

    def fits_age(self, rows: Rows, age: int) -> Flags:
        """Whether somebody of this age is served; a service without limits serves everybody."""
        return np.asarray((self.youngest[rows] <= age) & (age <= self.oldest[rows]), dtype=bool)

    def known_hours(self, rows: Rows, *, evening: bool) -> Flags:
        """Whether anybody wrote down the times, or the days."""
        return (self.hours[rows] & (KNOWN_TIMES if evening else KNOWN_DAYS)) > 0

    def is_open(self, rows: Rows, *, evening: bool) -> Flags:
        """Whether open in the evening, or else at weekends."""
        return (self.hours[rows] & (EVENING if evening else WEEKEND_OPEN)) > 0


def standing(
    listings: Sequence[Listing], today: date, fresh: FreshnessWeights, source: SourceWeights
) -> Floats:
    """How far each listing sinks whatever is asked: unchecked, vanished, from a source less trusted."""
    limit = today - timedelta(days=fresh.days)
    factors = [
        _freshness(one.assured_date, one.vanished_at, limit, fresh)
        * (1 - source.trust * (1 - min(1.0, max(0.0, one.trust))))
        for one in listings
    ]
    return np.array(factors, dtype=np.float32)


def _freshness(
    assured: date | None, vanished: datetime | None, limit: date, weights: FreshnessWeights
) -> float:
    checked = weights.never if assured is None else weights.stale if assured < limit else 1.0
    return checked * (weights.vanished if vanished else 1.0)


def _bits(names: Iterable[str]) -> dict[str, int]:
    return {name: bit for bit, name in enumerate(names)}


def _mask(names: Iterable[str], bit_of: dict[str, int]) -> int:
    return sum(1 << bit_of[name] for name in set(names))


def _names(bits: np.uint64, bit_of: dict[str, int]) -> frozenset[str]:
    return frozenset(name for name, bit in bit_of.items() if int(bits) >> bit & 1)


def _column(said: Sequence[Says], mask: Callable[[Says], int]) -> Bits:
    return np.array([mask(one) for one in said], dtype=np.uint64)
