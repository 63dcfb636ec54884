"""Where a finder gets its listings from, and the ranked shelf it makes of them until they change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from directory.database import SessionFactory
from directory.gazetteer import Gazetteer
from directory.listings import Listing, directory_revision, load_listings
from directory.matching.listing_index import ListingIndex
from directory.matching.ranking import Ranking


class Source(Protocol):
    """Listings, and a number that grows whenever they change."""

    def revision(self) -> int:
        """The present number."""

    def listings(self) -> Sequence[Listing]:
        """All listings that may be shown."""


@dataclass(frozen=True)
class StoredListings:
    """The listings of the directory's store."""

    sessions: SessionFactory

    def revision(self) -> int:
        """The store's own number."""
        with self.sessions() as session:
            return directory_revision(session)

    def listings(self) -> Sequence[Listing]:
        """What the store shows."""
        with self.sessions() as session:
            return load_listings(session)


@dataclass(frozen=True)
class Shelf:
    """The listings of one revision on one day, ready to be ranked."""

    revision: int
    day: date
    index: ListingIndex
    ranking: Ranking
    gazetteer: Gazetteer

    @cached_property
    def has_made_up(self) -> bool:
        """Whether any of the services is the demonstration's: asked for with every page."""
        return any(listing.demonstration for listing in self.index.listings)
