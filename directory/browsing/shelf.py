"""The one index of a running program, made anew when the listings change. Safe between threads."""

from collections.abc import Callable, Sequence
from threading import Lock

from directory.browsing.index import BrowseIndex
from directory.listings import Listing
from directory.matching.weights import MatchWeights


class BrowseShelf:
    """`listings` gives the same sequence, and not only an equal one, until something changes."""

    def __init__(self, listings: Callable[[], Sequence[Listing]], council_name: str) -> None:
        self._listings = listings
        self._council_name = council_name
        self._answers_from = MatchWeights.load().needs.answers_from
        self._lock = Lock()
        self._index: BrowseIndex | None = None

    def index(self) -> BrowseIndex:
        """The index of the present listings."""
        listings = self._listings()
        with self._lock:
            if self._index is None or self._index.listings is not listings:
                self._index = BrowseIndex(listings, self._council_name, self._answers_from)
            return self._index
