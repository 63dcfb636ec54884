"""What makes a service for the right need rise or sink: place, eligibility, cost, opening, access, language.

Each factor is 1 where nothing speaks against the service. The same findings are told to the person in words,
by reasons.py: what sinks a service is never kept from whoever reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from directory.matching.asked import Asked
from directory.matching.candidates import Candidates, Flags, Floats, Rows, Wanted
from directory.matching.listing_index import ListingIndex
from directory.matching.traits import COSTS, FREE, UNKNOWN
from directory.matching.weights import MatchWeights
from directory.places import Place

Numbers = npt.NDArray[np.floating]


@dataclass(frozen=True)
class Weighed:
    """The product of all factors, and which candidates are for another town or council than one's own."""

    factor: Floats
    wrong_town: Flags
    elsewhere: Flags


def weighed(
    index: ListingIndex, weights: MatchWeights, standing: Floats, found: Candidates, wanted: Wanted
) -> Weighed:
    """All factors of the candidates together."""
    rows = found.rows
    factor: Numbers = standing[rows] * np.where(index.national[rows], weights.national.factor, 1.0)
    for one in _asked_factors(index, weights, rows, wanted):
        factor = factor * one
    wrong_town = elsewhere = np.zeros(len(rows), dtype=bool)
    if wanted.place is not None and found.distances is not None:
        near, wrong_town = _place(index, weights, rows, found.distances, wanted.place)
        elsewhere = index.geography.out_of_reach(rows, wanted.place)
        factor = factor * near * np.where(elsewhere, weights.place.out_of_area, 1.0)
    return Weighed(factor.astype(np.float32), wrong_town, elsewhere)


def _asked_factors(
    index: ListingIndex, weights: MatchWeights, rows: Rows, wanted: Wanted
) -> Iterator[Numbers]:
    """One factor for each thing that was said."""
    asked, traits = wanted.asked, index.traits
    if asked.age is not None:
        yield np.where(traits.fits_age(rows, asked.age), 1.0, weights.eligibility.wrong_age)
    yield _audience(index, weights, rows, asked)
    if wanted.free_only:
        yield np.where(traits.cost[rows] == UNKNOWN, weights.cost.unknown, 1.0)
    elif asked.cheap:
        steps = {COSTS: weights.cost.tight_paid, FREE: 1.0, UNKNOWN: weights.cost.tight_unknown}
        yield np.array([steps[kind] for kind in sorted(steps)])[traits.cost[rows]]
    for is_asked, evening in ((asked.evening, True), (asked.weekend, False)):
        if is_asked:
            closed = np.where(traits.known_hours(rows, evening=evening), weights.opening.closed, 0)
            closed = np.where(closed == 0, weights.opening.unknown, closed)
            yield np.where(traits.is_open(rows, evening=evening), 1.0, closed)
    if asked.access:
        yield _access(index, weights, rows, asked)
    if asked.languages:
        spoken = traits.languages[rows] & traits.mask_of_languages(asked.languages)
        yield np.where(spoken > 0, 1.0, weights.language.other)


def _audience(index: ListingIndex, weights: MatchWeights, rows: Rows, asked: Asked) -> Numbers:
    """For everybody or for somebody like this: 1. For another condition, or a group not spoken of: less."""
    traits, limits = index.traits, weights.eligibility
    theirs = traits.audiences[rows]
    own = traits.mask_of_audiences(asked.audiences)
    fits = (theirs == 0) | ((theirs & own) > 0)
    other = ((theirs & traits.conditions) > 0) & bool(own & traits.conditions)
    return np.where(fits, 1.0, np.where(other, limits.other_condition, limits.not_said))


def _access(index: ListingIndex, weights: MatchWeights, rows: Rows, asked: Asked) -> Numbers:
    """Where one has to go there, whether one gets in. Unknown stays; said not to sinks."""
    traits, limits = index.traits, weights.access
    needed = traits.mask_of_access(asked.access)
    known = np.where((traits.access[rows] & needed) == needed, 1.0, limits.unknown)
    known = np.where((traits.lacks[rows] & needed) > 0, limits.lacks, known)
    return np.where(index.geography.has_venue[rows] & ~index.comes_home[rows], known, 1.0)


def _place(
    index: ListingIndex, weights: MatchWeights, rows: Rows, far: npt.NDArray[np.float64], place: Place
) -> tuple[Numbers, Flags]:
    """How near each counts, and whether it is in, or for, a town that is not one's own."""
    geography, limits = index.geography, weights.place
    comes, venue = geography.comes[rows], geography.has_venue[rows]
    near = np.where(np.isinf(far), limits.unknown, 1 / (1 + far / limits.half_km))
    near = np.where(comes | (geography.area_wide[rows] & ~venue), np.maximum(near, limits.comes_to_you), near)
    near = np.where(geography.area_wide[rows], np.maximum(near, limits.whole_area), near)
    serves = geography.serves(rows, place)
    factor = (1 - limits.share + limits.share * near) * np.where(serves, 1.0, limits.other_town)
    placed = np.isfinite(far) & ~comes
    away = placed & (far > limits.own_km) & ~geography.in_town_of(rows, place)
    wide = geography.area_wide[rows] & ~venue
    return factor, (away & ~wide) | ~serves
