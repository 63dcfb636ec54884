"""A made-up directory as large as a country's: the demonstration's services over and over, in other places.

No two are alike: names, words, towns, points, hours, languages and dates are dealt out by one fixed seed.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from directory.database import migrate, open_engine, session_factory
from directory.demonstration.expand import demonstration_feed, demonstration_needs
from directory.importing import import_rows
from directory.listings import Listing, load_listings
from directory.models.service import Source
from directory.openreferral.rows import rows_of
from directory.towns import Town

TODAY = date(2026, 11, 22)
SYLLABLES = (
    "ash bar burn cliff cott dale den don elm ford ham hol hurst kirk ley mar mere ness or port rad sal stan"
    " ten thorp ton wick win worth wy"
).split()
LANGUAGES = ("Polish", "Urdu", "Punjabi", "Romanian", "British Sign Language")
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
OWN_WORDS = 6  # words of a description that no other service has


def demonstration_listings(folder: Path) -> list[Listing]:
    """The demonstration as the importer takes it in, with the needs it was written for."""
    engine = open_engine(f"sqlite:///{folder}/demonstration.sqlite3")
    migrate(engine)
    sessions = session_factory(engine)
    import_rows(sessions, rows_of(demonstration_feed()), Source.DEMONSTRATION)
    with sessions() as session:
        listings = load_listings(session)
    engine.dispose()
    needs = demonstration_needs()
    return [
        replace(one, needs=tuple((need, 0.9 - 0.2 * place) for place, need in enumerate(needs[one.id])))
        for one in listings
    ]


def big_directory(seeds: Sequence[Listing], size: int, towns: Sequence[Town]) -> list[Listing]:
    """So many listings, each one of the seeds in another place."""
    chance = random.Random(20261122)  # noqa: S311 -- made-up data, no secret
    return [_elsewhere(seeds[number % len(seeds)], number, chance, towns) for number in range(size)]


def big_towns(count: int) -> list[Town]:
    """Invented towns all over England."""
    chance = random.Random(7)  # noqa: S311 -- made-up data, no secret
    names: dict[str, None] = {}
    while len(names) < count:
        names["".join(chance.sample(SYLLABLES, chance.choice((2, 3)))).capitalize()] = None
    return [
        Town(name, 50.7 + chance.random() * 4.3, -3.5 + chance.random() * 4.7, "E06000013") for name in names
    ]


def _elsewhere(seed: Listing, number: int, chance: random.Random, towns: Sequence[Town]) -> Listing:
    town = chance.choice(towns)
    who = "".join(chance.sample(SYLLABLES, 3)).capitalize()
    own_words = " ".join("".join(chance.sample(SYLLABLES, 3)) for _ in range(OWN_WORDS))
    point = (town.lat + chance.gauss(0, 0.02), town.lon + chance.gauss(0, 0.03))
    return replace(
        seed,
        id=f"{number:06d}",
        name=f"{who} {seed.name}",
        organisation=f"{seed.organisation} {who}",
        description=f"{seed.description} {own_words}",
        points=(point,) if seed.points else (),
        towns=(town.name,) if seed.towns else (),
        serves=(town.name,) if seed.serves and chance.random() < 0.5 else seed.serves,
        addresses=(),
        needs=tuple((need, min(0.95, sure * chance.uniform(0.4, 1.1))) for need, sure in seed.needs),
        languages=(chance.choice(LANGUAGES),) if chance.random() < 0.1 else (),
        open_days=frozenset(chance.sample(CODES, chance.randrange(6))),
        open_evenings=chance.choice((None, True, False)),
        assured_date=TODAY - timedelta(days=chance.randrange(900)),
        trust=chance.choice((0.6, 0.8, 1.0)),
        national=False,
    )
