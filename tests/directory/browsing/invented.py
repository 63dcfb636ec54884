"""Invented listings in any number, the same ones every time: every value of every facet, and gaps."""

import random
from datetime import date

from directory.listings import Listing
from directory.needs.vocabulary import Vocabulary
from directory.reach import Reach
from tests.directory.matching.listings import make_listing

COUNCIL = "Eastmere"
TOWNS = ("Eastmere", "Brigholm", "Winterby", "Kirtling", "Epwell", "Bartonby")
SERVES = ((), (), ("Eastmere",), ("Winterby and the cliff villages",), ("England",), ("Epwell", "Kirtling"))
LANGUAGES = ((), (), (), ("English",), ("Polish",), ("pl", "Urdu"), ("British Sign Language",))
ACCESS = ((), (), ("Step-free entrance",), ("Hearing loop",), ("Not suitable for wheelchairs",))
WAYS = tuple(Reach)
FIRST, SECOND = ("Open", "Steady", "Bright", "Kind"), ("Door", "Steps", "Hands")


def invented(number: int, seed: int = 1) -> list[Listing]:
    """So many listings."""
    chance = random.Random(seed)  # noqa: S311 -- made-up data, no secret
    needs = Vocabulary.load().ids
    return [_one(place, chance, needs) for place in range(number)]


def _one(place: int, chance: random.Random, needs: tuple[str, ...]) -> Listing:
    reach = tuple(way for way in WAYS if chance.random() < 0.35)
    at_venue = Reach.VENUE in reach
    return make_listing(
        f"s{place:06}",
        name=f"{chance.choice(FIRST)} {chance.choice(SECOND)} {place}",
        organisation=f"Organisation {chance.randrange(max(1, place // 3 + 1))}",
        description="A group that meets every week.\n\nBring a friend. " * chance.randrange(1, 6),
        phones=("01632 960123",),
        addresses=(f"{place} High Street, Brigholm DN20 8AA",) if at_venue else (),
        points=tuple(_point(chance) for _ in range(chance.choice((1, 1, 2)))) if at_venue else (),
        towns=(chance.choice(TOWNS),) if at_venue and chance.random() < 0.9 else (),
        reach=reach,
        serves=chance.choice(SERVES),
        national=chance.random() < 0.05,
        cost=chance.choice((None, "Free", "£4")),
        free=chance.choice((None, True, False)),
        min_age=chance.choice((None, None, 18, 50, 65)),
        max_age=chance.choice((None, None, None, 25, 70)),
        languages=chance.choice(LANGUAGES),
        accessibility=chance.choice(ACCESS),
        open_days=frozenset(chance.sample(("MO", "WE", "FR", "SA", "SU"), chance.randrange(3))),
        open_evenings=chance.choice((None, True, False)),
        assured_date=chance.choice((None, date(2026, 5, 1), date(2024, 1, 1))),
        needs=tuple((need, round(chance.random(), 3)) for need in chance.sample(needs, 3)),
    )


def _point(chance: random.Random) -> tuple[float, float]:
    return 53.4 + chance.random() / 2, -0.9 + chance.random()
