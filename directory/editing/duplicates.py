"""Services that may be one and the same, flagged by name, provider, venue and telephone. A person decides.

Comparing every service with every other would be fifty million comparisons for 10,000. So only those are
compared that share something (a telephone number, a postcode, a provider, the telling words of a name), and
RapidFuzz compares a whole group at once. Pure.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from directory.queries.cards import Card

# From here on names alone are enough; with something else in common less will do, and so on down.
SAME_NAME, ALIKE_WITH_ONE, ALIKE_WITH_TWO = 96.0, 86.0, 72.0
LARGEST_GROUP = 600  # a council's contact centre stands at everything: its number says nothing
FEWEST_WITH_A_WORD = 40  # of a word that more names than this have, nothing follows
WORD = re.compile(r"[a-z0-9]+")
FILLERS = frozenset("the a an and of for in at to ltd limited cic cio group service services".split())


@dataclass(frozen=True)
class LikelyPair:
    """Two services that may be the same, the lesser id first. `shared` says what else they share."""

    first_id: str
    second_id: str
    likeness: float
    shared: tuple[str, ...]


def likely_duplicates(
    cards: Sequence[Card], told_apart: Collection[tuple[str, str]] = ()
) -> tuple[LikelyPair, ...]:
    """The pairs to show a person, the likeliest first; never one that a person has told apart."""
    names = [_name(card.name) for card in cards]
    found: dict[tuple[str, str], LikelyPair] = {}
    for rows in _groups(cards, names):
        for one, other, likeness in _alike(rows, names):
            pair = _judge(cards[one], cards[other], likeness)
            key = (pair.first_id, pair.second_id) if pair else None
            if pair and key and key not in told_apart:
                found[key] = pair
    return tuple(sorted(found.values(), key=lambda p: (-len(p.shared), -p.likeness, p.first_id, p.second_id)))


def _judge(one: Card, other: Card, likeness: float) -> LikelyPair | None:
    shared = tuple(
        what
        for what, same in (
            ("phone", bool(one.phones & other.phones)),
            ("venue", bool(one.postcodes & other.postcodes)),
            ("provider", one.organisation_id is not None and one.organisation_id == other.organisation_id),
        )
        if same
    )
    enough = (SAME_NAME, ALIKE_WITH_ONE, ALIKE_WITH_TWO, ALIKE_WITH_TWO)[len(shared)]
    if likeness < enough or _numbers(one.name) != _numbers(other.name):
        return None
    if one.postcodes and other.postcodes and "venue" not in shared and "phone" not in shared:
        return None  # one provider's same group in two villages is two services
    first, second = sorted((one.id, other.id))
    return LikelyPair(first, second, round(likeness, 1), shared)


def _groups(cards: Sequence[Card], names: Sequence[str]) -> Iterator[list[int]]:
    keys: tuple[Callable[[int], Iterable[str]], ...] = (
        lambda row: cards[row].phones,
        lambda row: cards[row].postcodes,
        lambda row: [str(cards[row].organisation_id)] if cards[row].organisation_id else [],
    )
    for key in keys:
        yield from _grouped(len(cards), key, LARGEST_GROUP)
    counts = Counter(word for name in names for word in set(name.split()))
    telling = [
        sorted(name.split(), key=lambda word: (counts[word], word))[:2] for name in names
    ]  # the two rarest words of a name find its twin, also where one of them has a slip
    yield from _grouped(len(cards), lambda row: telling[row], FEWEST_WITH_A_WORD)


def _grouped(count: int, key: Callable[[int], Iterable[str]], largest: int) -> Iterator[list[int]]:
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for row in range(count):
        for value in set(key(row)):
            groups[value].append(row)
    yield from (rows for rows in groups.values() if 1 < len(rows) <= largest)


def _alike(rows: Sequence[int], names: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    if len(rows) == 2:  # most groups by far; RapidFuzz's matrix costs more than the comparison
        one, other = rows
        yield one, other, fuzz.token_sort_ratio(names[one], names[other])
        return
    said = [names[row] for row in rows]
    scores = process.cdist(said, said, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE_WITH_TWO, workers=1)
    for one, other in np.argwhere(np.triu(scores, k=1) > 0):
        yield rows[one], rows[other], float(scores[one, other])


def _name(name: str) -> str:
    words = WORD.findall(name.casefold().replace("'", "").replace("&", " and "))
    return " ".join(word for word in words if word not in FILLERS) or " ".join(words)


def _numbers(name: str) -> list[str]:
    """ "Group 1" and "Group 2" are never the same, however alike."""
    return sorted(re.findall(r"\d+", name))
