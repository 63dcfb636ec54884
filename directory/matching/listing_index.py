"""All listings side by side as arrays, so that ranking a hundred thousand of them is a few sums."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from directory.listings import Listing, Reach
from directory.matching.geography import Geography
from directory.matching.name_index import NameIndex
from directory.matching.surroundings import NOWHERE, Surroundings
from directory.matching.text_index import TextIndex
from directory.matching.traits import Traits
from directory.needs.vocabulary import Vocabulary
from directory.needs.wording import Wording

Floats = npt.NDArray[np.float32]
_COMES_HOME = {Reach.HOME_VISIT, Reach.TELEPHONE, Reach.ONLINE}


class ListingIndex:
    """Listings in id order (so that ties always fall the same way) with what ranking asks of each."""

    def __init__(
        self,
        listings: Sequence[Listing],
        vocabulary: Vocabulary,
        wording: Wording,
        around: Surroundings = NOWHERE,
    ) -> None:
        self.listings = sorted(listings, key=lambda listing: listing.id)
        self.row_of = {listing.id: row for row, listing in enumerate(self.listings)}
        self.vocabulary = vocabulary
        self.wording = wording
        self.confidence = self._confidences()
        self.names = NameIndex(
            ([wording.words(one.name), wording.words(one.organisation)] for one in self.listings), around
        )
        self.texts = TextIndex(
            (wording.words(f"{one.name} {one.description}") for one in self.listings),
            around.everyday,
            around.spoken,
        )
        self.traits = Traits(self.listings)
        self.geography = Geography(self.listings, around)
        self.national = np.array([one.national for one in self.listings], dtype=bool)
        self.comes_home = np.array([bool(_COMES_HOME & set(one.reach)) for one in self.listings], dtype=bool)

    def __len__(self) -> int:
        return len(self.listings)

    @cached_property
    def rows_by_name(self) -> npt.NDArray[np.intp]:
        """All rows in the order of their names."""
        names = [one.name.lower() for one in self.listings]
        return np.array(sorted(range(len(names)), key=lambda row: (names[row], row)), dtype=np.intp)

    def _confidences(self) -> Floats:
        """One row a need, one column a listing: the few needs of a message are then a few rows."""
        confidence = np.zeros((len(self.vocabulary), len(self.listings)), dtype=np.float32)
        for at, listing in enumerate(self.listings):
            for need, sureness in listing.needs:
                if need in self.vocabulary:
                    confidence[self.vocabulary.position[need], at] = sureness
        return confidence

    def relative_confidence(self, least_sure: float, answers_from: float) -> Floats:
        """Confidences beside the surest service of each need, so that every need's best one counts alike.

        A service that is less sure than `answers_from` to answer a need does not answer it.
        """
        surest = self.confidence.max(axis=1, initial=least_sure)
        answering = np.where(self.confidence >= answers_from, self.confidence, 0)
        return np.asarray(answering / surest[:, None], dtype=np.float32)
