"""The towns of a directory, and which services somebody who lives in one of them can use. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from directory.listing_words import listing_words
from directory.listings import Listing
from directory.matching.areas import AreasServed
from directory.reach import Reach
from directory.towns import Town

NOT_TOWNS = frozenset({"online", "virtual", "remote", "telephone", "various", "n/a"})


class Localities:
    """The towns of the services' addresses, each by its commonest spelling."""

    def __init__(self, listings: Sequence[Listing], council_name: str) -> None:
        spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for town in (town for one in listings for town in one.towns):
            spellings[_plain(town)][" ".join(town.split())] += 1
        no_towns = NOT_TOWNS | set(listing_words().raw["nationwide"])
        self._names = {
            plain: spelt.most_common(1)[0][0]
            for plain, spelt in sorted(spellings.items())
            if plain and plain not in no_towns
        }
        # Where a town lies plays no part here.
        towns = [Town(name, 0.0, 0.0) for name in self._names.values()]
        self._served = AreasServed(towns, council_name)

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, in alphabetical order."""
        return tuple(self._names.values())

    def usable_in(self, listing: Listing) -> Iterable[str]:
        """The towns whose people can use a service.

        It says for which parts of the area it is: those alone. It has to be gone to and says nothing: the
        towns it is in. Everything else is for all of them: telephone, online, home visits, the whole area.
        """
        if named := self._served.towns_of(listing.serves):
            return [town.name for town in named]
        has_to_be_gone_to = set(listing.reach) <= {Reach.VENUE} and not listing.national
        here = [self._names[_plain(town)] for town in listing.towns if _plain(town) in self._names]
        if here and has_to_be_gone_to and not listing.serves:
            return here
        return self.names


def _plain(town: str) -> str:
    return " ".join(town.split()).casefold()
