"""The listings that a wish is about, with everything ranking knows of each: one array a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from directory.matching.asked import Asked
from directory.matching.listing_index import ListingIndex
from directory.matching.weights import MatchWeights
from directory.needs.heard import HeardNeed
from directory.places import Place

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Wanted:
    """What somebody is looking for: needs (likeliest first), words, place and conditions."""

    needs: tuple[HeardNeed, ...]
    words: tuple[str, ...] = ()
    place: Place | None = None
    asked: Asked = field(default_factory=Asked)
    exclude: frozenset[str] = frozenset()
    free_only: bool = False
    home_only: bool = False
    nearer_than: float | None = None
    by_words: bool = False  # a search: words count by themselves, not only among services for the needs


@dataclass(frozen=True)
class Candidates:
    """Rows of the index that may be shown. `confidence` has a row a need taking part, a column a candidate.

    `alone`: what the words are worth without a need; `lift`: how they lift a service among those for a need.
    """

    rows: Rows
    needs: tuple[int, ...]
    likely: Floats
    confidence: Floats
    named: Flags
    alone: Floats
    lift: Floats
    distances: npt.NDArray[np.float64] | None

    def worth(self, left: Floats) -> Floats:
        """Of two services for a need the one that shares more words; words alone make no service fit."""
        # Summed need by need, not multiplied as matrices: the same on every machine, to the last bit.
        by_needs = (left[:, None] * self.confidence).sum(axis=0)
        return np.asarray(by_needs * self.lift + self.alone, dtype=np.float32)

    @property
    def main_need(self) -> Rows:
        """Which of the needs each is there for first; without needs there is none to ask about."""
        if not len(self.likely):
            return np.zeros(len(self.rows), dtype=np.intp)
        return np.asarray((self.confidence * self.likely[:, None]).argmax(axis=0), dtype=np.intp)


def candidates(
    index: ListingIndex, confidence: Floats, weights: MatchWeights, wanted: Wanted
) -> Candidates | None:
    """Services for the needs, by name or by words, less those excluded; None where nothing is to go by."""
    needs = _taking_part(index, weights, wanted.needs)
    columns, likely = [place for place, _ in needs], np.array([one for _, one in needs], dtype=np.float32)
    named = index.names.mentioned(wanted.words)
    shared, covered = index.texts.scores(wanted.words)
    alone = np.zeros(len(index), dtype=np.float32)
    alone[named] = weights.words.name
    if wanted.by_words or not needs:
        alone += np.where(covered >= weights.words.covered, shared, 0) * weights.words.searched
    if not needs and not alone.any():
        return None
    for_needs = confidence[columns]
    rows = np.flatnonzero((for_needs.max(axis=0, initial=0) > 0) | (alone > 0))
    rows = rows[_allowed(index, rows, wanted)]
    if wanted.by_words:
        rows = rows[~_stray_helplines(index, weights, needs, for_needs[:, rows], alone[rows], rows)]
    is_named = np.zeros(len(index), dtype=bool)
    is_named[named] = True
    return Candidates(
        rows=rows,
        needs=tuple(columns),
        likely=likely,
        confidence=for_needs[:, rows],
        named=is_named[rows],
        alone=alone[rows],
        lift=(1 + shared[rows] * weights.words.lift).astype(np.float32),
        distances=None if wanted.place is None else index.geography.distances(rows, wanted.place),
    )


def _taking_part(
    index: ListingIndex, weights: MatchWeights, heard: Sequence[HeardNeed]
) -> list[tuple[int, float]]:
    limits = weights.needs
    if not heard or heard[0].score < limits.guess:
        return []
    position = index.vocabulary.position
    return [(position[one.id], one.score) for one in heard[: limits.most] if one.score >= limits.floor]


def _stray_helplines(
    index: ListingIndex,
    weights: MatchWeights,
    needs: Sequence[tuple[int, float]],
    for_needs: Floats,
    alone: Floats,
    rows: Rows,
) -> Flags:
    """Helplines that neither the words speak of nor a need that was plainly heard.

    A long list must not end with the gas emergency line because the home was heard a little. What goes to a
    person, as abuse does, is never too faint to be listed.
    """
    least = weights.national.searched_from * max((likely for _, likely in needs), default=0.0)
    vocabulary = index.vocabulary
    plain = [
        likely >= least or vocabulary[vocabulary.ids[place]].route == "handoff" for place, likely in needs
    ]
    answered = for_needs[np.array(plain, dtype=bool)].max(axis=0, initial=0) > 0
    return np.asarray(index.national[rows] & (alone <= 0) & ~answered, dtype=bool)


def _allowed(index: ListingIndex, rows: Rows, wanted: Wanted) -> Flags:
    allowed = np.ones(len(rows), dtype=bool)
    left_out = [index.row_of[one] for one in wanted.exclude if one in index.row_of]
    if left_out:
        allowed &= ~np.isin(rows, left_out)
    if wanted.free_only:
        allowed &= index.traits.cost[rows] != 0
    if wanted.home_only:
        allowed &= index.comes_home[rows]
    if wanted.nearer_than is not None and wanted.place is not None:
        nearer = index.geography.distances(rows, wanted.place) < wanted.nearer_than
        allowed &= nearer | index.comes_home[rows]
    return allowed
