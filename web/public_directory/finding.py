"""Asks the directory what somebody asked for: words by matching, conditions by sums over all services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.browsing.index import BrowseIndex
from directory.browsing.narrowing import Browse, Narrowed, Order
from directory.finder import Choice, Finder, ServiceMatch
from directory.places import Place
from web.public_directory.asked import MILES, Asked

if TYPE_CHECKING:
    from directory.listings import Listing

A_NAME = 2  # words: one alone ("home") may be anything
MOST_BY_WORDS = 500  # services that words may bring; further down nothing fits any more


@dataclass(frozen=True)
class Found:
    """What there is for a question. `matches`: what matching says of those it ranked, by id."""

    index: BrowseIndex
    narrowed: Narrowed
    matches: Mapping[str, ServiceMatch]
    place: Place | None
    order: Order
    choices: tuple[Choice, ...] = ()
    is_cut_off: bool = False  # words fitted so many services that only the best of them are here

    def listings(self, first: int, last: int) -> list[Listing]:
        """The services from `first` up to, not including, `last` of the list."""
        return [self.index.listings[row] for row in self.narrowed.rows[first:last]]


def find_services(finder: Finder, index: BrowseIndex, asked: Asked) -> Found:
    """Every service that answers the question, in the order to show them."""
    where = asked.place or asked.q  # "chair yoga in Brigholm" says where, too
    place = finder.place(where) if where else None
    matches = _matches(finder, asked, place)
    order = order_of(asked, place)
    browse = Browse(
        conditions=asked.conditions,
        best=[index.row_of[each.id] for each in matches if each.id in index.row_of],
        best_only=bool(asked.q),
        here=(place.lat, place.lon) if place else None,
        order=order,
        miles=MILES,
    )
    return Found(
        index=index,
        narrowed=browse.over(index),
        matches={each.id: each for each in matches},
        place=place,
        order=order,
        choices=finder.choices(asked.q) if _may_mean_several(asked, matches) else (),
        is_cut_off=bool(asked.q) and len(matches) == MOST_BY_WORDS,
    )


def orders_for(asked: Asked, place: Place | None) -> tuple[Order, ...]:
    """The ways to sort that mean something for this question, the usual one first."""
    best = (Order.BEST,) if asked.q or asked.need else ()
    nearest = (Order.NEAREST,) if place else ()
    return (*best, *nearest, Order.NAME)


def order_of(asked: Asked, place: Place | None) -> Order:
    """How to sort: as chosen where that means something, else as usual."""
    possible = orders_for(asked, place)
    return asked.sort if asked.sort in possible else possible[0]


def _may_mean_several(asked: Asked, matches: tuple[ServiceMatch, ...]) -> bool:
    """Words that are nearly the name of what comes first ask for that, whatever else may be heard in them."""
    said = set(asked.q.casefold().split())
    named = len(said) >= A_NAME and any(said <= set(one.name.casefold().split()) for one in matches[:1])
    return bool(asked.q) and not asked.need and not named


def _matches(finder: Finder, asked: Asked, place: Place | None) -> tuple[ServiceMatch, ...]:
    """What matching makes of the words; a need that was chosen beside them narrows, and replaces nothing."""
    if asked.q:
        return finder.search_words(asked.q, place=place, limit=MOST_BY_WORDS)
    if asked.need:
        return finder.search_words("", need=asked.need, place=place, limit=MOST_BY_WORDS)
    return ()
