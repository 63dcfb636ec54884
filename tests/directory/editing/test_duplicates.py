"""What is flagged as a likely duplicate, what is not, and how long it takes for a whole county."""

import random
import time

import pytest

from directory.editing.duplicates import likely_duplicates
from directory.queries.cards import Card
from tests.yardstick import slowness

HALL, CHAPEL = frozenset({"DN208AA"}), frozenset({"DN157ZZ"})
PHONE = frozenset({"01632960123"})


def flagged(one: Card, other: Card) -> tuple[str, ...] | None:
    found = likely_duplicates([one, other])
    return found[0].shared if found else None


CASES = [
    ("Brigholm Lunch Club", {}, "Lunch Club Brigholm", {}, True),
    ("Brigholm Lunch Club", {}, "Brigholm Lunch Clubs", {}, True),
    ("Brigholm Lunch Club", {}, "Brigholm Luncheon Club", {"phones": PHONE}, False),  # only one has a number
    ("Brigholm Lunch Club", {"phones": PHONE}, "Brigholm Luncheon Club", {"phones": PHONE}, True),
    ("Brigholm Lunch Club", {"phones": PHONE}, "Befriending Visitors", {"phones": PHONE}, False),
    ("Lunch Club", {"postcodes": HALL}, "Lunch Club", {"postcodes": CHAPEL}, False),
    ("Lunch Club", {"postcodes": HALL}, "The Lunch Club", {"postcodes": HALL}, True),
    ("Friendship Group 1", {"phones": PHONE}, "Friendship Group 2", {"phones": PHONE}, False),
    ("Age Well Gardening", {"organisation_id": "o"}, "Age-Well: Gardening", {"organisation_id": "o"}, True),
]


@pytest.mark.parametrize(("one", "more", "other", "others_more", "same"), CASES)
def test_pairs(one: str, more: dict, other: str, others_more: dict, same: bool) -> None:  # type: ignore[type-arg]
    assert (flagged(Card("a", one, **more), Card("b", other, **others_more)) is not None) is same


def test_what_they_share_is_said_and_the_likeliest_come_first() -> None:
    cards = [
        Card("a", "Lunch Club", "o", PHONE, HALL),
        Card("b", "Lunch Club", "o", PHONE, HALL),
        Card("c", "Tea Dance"),
        Card("d", "Tea Dance"),
    ]
    found = likely_duplicates(cards)
    assert [(pair.first_id, pair.second_id) for pair in found] == [("a", "b"), ("c", "d")]
    assert found[0].shared == ("phone", "venue", "provider")


def test_a_pair_told_apart_is_not_flagged() -> None:
    cards = [Card("b", "Lunch Club"), Card("a", "Lunch Club")]
    assert likely_duplicates(cards, {("a", "b")}) == ()


def county(size: int) -> list[Card]:
    """Invented services as a county has them: few words, many villages, some shared numbers, 2% twins."""
    chance = random.Random(7)  # noqa: S311
    words = [f"{a}{b}" for a in ("lun", "tea", "walk", "car", "sing", "mem", "gar") for b in "abcdefghij"]
    cards = []
    for number in range(size):
        name = " ".join(chance.choice(words) for _ in range(3)) + f" {chance.choice('abcdefgh')}holm"
        cards.append(
            Card(f"s{number}", name, f"o{chance.randrange(size // 6)}",
                 frozenset({f"01632{chance.randrange(size // 2):06}"}),
                 frozenset({f"DN{chance.randrange(size // 3)}"}))
        )  # fmt: skip
    twins = [
        Card(f"t{card.id}", f"The {card.name}", None, card.phones, card.postcodes) for card in cards[::50]
    ]
    return cards + twins


@pytest.mark.slow
@pytest.mark.alone
def test_ten_thousand_services_in_a_few_seconds_and_every_twin_is_found() -> None:
    cards = county(10_000)
    start = time.process_time()
    found = likely_duplicates(cards)
    taken = time.process_time() - start
    pairs = {(pair.first_id, pair.second_id) for pair in found}
    assert all((card.id, f"t{card.id}") in pairs for card in cards[:10_000:50])
    assert taken < 3 * slowness(), f"{taken:.1f} s"  # 0.2 s on the machine it was made on
