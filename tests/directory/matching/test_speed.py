"""Ranking stays quick on a directory of a thousand services."""

import random
import time

from directory.matching.asked import Asked
from directory.matching.listing_index import ListingIndex
from directory.matching.ranking import Ranking, Wanted
from directory.matching.weights import MatchWeights
from directory.needs.heard import HeardNeed
from directory.needs.vocabulary import Vocabulary
from directory.needs.wording import Wording
from directory.places import Place, PlaceKind
from tests.directory.matching.listings import HERE, TODAY, make_listing


def test_a_thousand_services_are_ranked_in_a_few_milliseconds():
    vocabulary, chance = Vocabulary.load(), random.Random(1)  # noqa: S311 -- made-up data, no secret
    listings = [
        make_listing(
            f"{n}",
            description=" ".join(
                chance.choice(["help", "group", "walk", "care", "club", "talk"]) for _ in range(60)
            ),
            points=((53.4 + chance.random() / 2, -0.9 + chance.random()),),
            needs=tuple((need, chance.random()) for need in chance.sample(vocabulary.ids, 3)),
        )
        for n in range(1000)
    ]
    ranking = Ranking(ListingIndex(listings, vocabulary, Wording.load()), MatchWeights.load(), TODAY)
    wanted = Wanted(
        needs=(HeardNeed("falls_prevention", 0.6), HeardNeed("carers_break", 0.2)),
        words=("help", "walk", "balance"),
        place=Place(PlaceKind.POSTCODE, "DN15 6NL", *HERE),
        asked=Asked(age=82),
    )
    times = []
    for _ in range(20):
        start = time.process_time()
        assert len(ranking.rank(wanted, 3)) == 3
        times.append(time.process_time() - start)
    assert sorted(times)[5] < 0.025
