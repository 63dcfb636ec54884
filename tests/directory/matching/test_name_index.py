"""When a service counts as mentioned by name."""

import pytest

from directory.matching.name_index import NameIndex
from directory.matching.surroundings import Surroundings
from directory.needs.wording import Wording
from directory.towns import Town

WORDING = Wording.load()
NAMES = [
    "The Quiet House",
    "Back in the Saddle",
    "Biscuit",
    "Epwell Reading Room",
    "Help at Home",
    "Age UK Eastmere",
    "Fernhill",
]
COMMON = "the quiet house back in help at home room reading biscuit half bread age i need am".split()
AROUND = Surroundings.of([Town("Epwell", 53.5, -0.8), Town("Eastmere", 53.6, -0.6)], "Eastmere", COMMON)
INDEX = NameIndex([[WORDING.words(name)] for name in NAMES], AROUND)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("quiet house", "The Quiet House"),
        ("I went to back in the sadle last year", "Back in the Saddle"),
        ("that age uk place", "Age UK Eastmere"),
        ("is fernhil still open", "Fernhill"),
    ],
)
def test_a_name_said_as_a_phrase_is_heard(said, named):
    assert [NAMES[row] for row in INDEX.mentioned(WORDING.words(said))] == [named]


@pytest.mark.parametrize(
    "said",
    [
        "it is quiet in the house now",
        "saddle",
        "half a biscuit",
        "I live in Epwell",
        "in Eastmere",
        "I need some help at home for my mum",
        "",
    ],
)
def test_a_word_in_common_is_no_mention(said):
    assert not len(INDEX.mentioned(WORDING.words(said)))
