"""One page of a list of services, ready to be drawn: cards, filters, sorting, and ways on from nothing."""

from __future__ import annotations

from dataclasses import dataclass

from directory.browsing.narrowing import Browse, Order
from directory.councils import Council
from directory.finder import Choice
from directory.needs.vocabulary import Vocabulary
from directory.places import other_council
from directory.reach import Reach
from web.public_directory.asked import MILES, Asked
from web.public_directory.cards import Card, card_of
from web.public_directory.filters import (
    Chosen,
    Filters,
    Loosening,
    chosen_filters,
    filters_for,
    loosenings,
)
from web.public_directory.finding import Found, orders_for
from web.words.book import words

A_PAGE = 10
A_SENTENCE = 4  # words: fewer are a name or a thing to look up, and need not be understood


@dataclass(frozen=True)
class Sort:
    """A way to sort the list, and whether it is sorted so."""

    label: str
    asked: Asked
    chosen: bool


@dataclass(frozen=True)
class WaysOn:
    """Where to go from a list that has nothing."""

    loosenings: list[Loosening]
    wider: Asked | None
    by_telephone: Asked


@dataclass(frozen=True)
class Results:
    """What templates/public_directory/search.html shows."""

    cards: list[Card]
    total: int
    is_cut_off: bool
    number: int
    near: str | None
    place_unknown: bool
    elsewhere: Council | None
    choices: tuple[Choice, ...]
    only_words: bool  # a sentence in which no need was heard: what is listed shares words with it
    chosen: list[Chosen]
    filters: Filters
    sorts: list[Sort]
    ways_on: WaysOn | None

    @property
    def pages(self) -> int:
        """How many pages there are in all."""
        return -(-self.total // A_PAGE)


def results_of(asked: Asked, found: Found, vocabulary: Vocabulary) -> Results:
    """The page that was asked for, or the last one there is."""
    total = len(found.narrowed)
    number = min(asked.page, max(1, -(-total // A_PAGE)))
    shown = found.listings((number - 1) * A_PAGE, number * A_PAGE)
    return Results(
        cards=[
            card_of(each, found.matches.get(each.id), found.place, saved=each.id in asked.save)
            for each in shown
        ],
        total=total,
        is_cut_off=found.is_cut_off,
        number=number,
        near=found.place.label if found.place else None,
        place_unknown=bool(asked.place) and found.place is None,
        elsewhere=other_council(found.place),
        choices=found.choices,
        only_words=_only_words(asked, found),
        chosen=chosen_filters(asked, found, vocabulary),
        filters=filters_for(asked, found, vocabulary),
        sorts=_sorts(asked, found),
        ways_on=None if total else _ways_on(asked, found, vocabulary),
    )


def _only_words(asked: Asked, found: Found) -> bool:
    is_sentence = len(asked.q.split()) >= A_SENTENCE and not asked.need and not found.choices
    return is_sentence and bool(found.matches) and not any(each.needs for each in found.matches.values())


def _sorts(asked: Asked, found: Found) -> list[Sort]:
    possible = orders_for(asked, found.place)
    return [Sort(_say_sort(each), asked.but(sort=each), each is found.order) for each in possible]


def _say_sort(order: Order) -> str:
    return str(words("directory")["sorts"][order.value])


def _ways_on(asked: Asked, found: Found, vocabulary: Vocabulary) -> WaysOn:
    farther = next((each for each in MILES if asked.miles and each > asked.miles), None)
    by_telephone = Asked(need=asked.need, way=(Reach.TELEPHONE, Reach.ONLINE), save=asked.save)
    if not len(Browse(by_telephone.conditions).over(found.index)):
        by_telephone = by_telephone.but(need="")
    return WaysOn(
        loosenings=loosenings(asked, found, vocabulary),
        wider=asked.but(miles=farther) if farther and found.place else None,
        by_telephone=by_telephone,
    )
