"""Words in, services out: the finder over a few listings, with the recogniser that ships."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from directory.exceptions import StoreError
from directory.finder import Finder
from directory.listings import Listing
from directory.settings import DirectorySettings
from tests.directory.matching.listings import FAR, NEAR, TODAY, make_listing
from tests.directory.recogniser import trained_recogniser

pytestmark = pytest.mark.slow  # the first of them may have to train


@dataclass
class Shelves:
    """Listings that a test can change."""

    rows: list[Listing]
    number: int = 1
    reads: list[int] = field(default_factory=list)

    def revision(self) -> int:
        return self.number

    def listings(self) -> list[Listing]:
        self.reads.append(self.number)
        return self.rows


@pytest.fixture
def shelves():
    return Shelves(
        [
            make_listing(
                "steady", name="Steady Feet", phones=("01632 960001",), assured_date=date(2026, 5, 2)
            ),
            make_listing("sitters", name="Evening Sitters", needs=(("carers_break", 0.8),)),
            make_listing(
                "dogs", name="Dog Minders", needs=(("pets", 0.9),), points=(FAR,), towns=("Brigholm",)
            ),
        ]
    )


@pytest.fixture
def finder(shelves):
    return Finder(trained_recogniser(), shelves, None, "E06000013", today=lambda: TODAY)


def names(found):
    return [one.name for one in found.services]


def test_it_works(finder):
    found = finder.find("my mum keeps falling and I'm worn out")
    assert {"Steady Feet", "Evening Sitters"} <= set(names(found))
    first = found.services[0]
    assert (first.name, first.phone, first.assured_date) == ("Steady Feet", "01632 960001", date(2026, 5, 2))
    assert first.why == "Helps with falls and balance. In Eastmere."
    assert first.needs == ("falls_prevention",)


def test_needs_that_were_chosen_go_before_the_words(finder):
    found = finder.find("my mum keeps falling", needs=["pets", "no_such_need"])
    assert [need.id for need in found.needs] == ["pets"]
    assert names(found) == ["Dog Minders"]


@pytest.mark.parametrize("said", ["", "  ", "\U0001f642", "...", "\x00\x01"])
def test_nothing_said_nothing_found(finder, said):
    found = finder.find(said)
    assert (found.needs, found.services) == ((), ())


@pytest.mark.parametrize("said", ["hello", "asdf", "me", "yes", "skip", "for my mum", "i need help please"])
def test_what_tells_of_no_need_brings_no_service(finder, said):
    assert finder.find(said).services == ()
    assert finder.search_words(said) == ()


@pytest.mark.parametrize("said", ["steady", "feet", "we spend the evening in"])
def test_one_word_in_common_is_no_mention_of_a_service(finder, said):
    assert not any("by name" in one.why for one in finder.find(said).services)


def test_a_place_named_in_words_gives_distances(finder):
    place = finder.place("somewhere in Brigholm please")
    assert place is not None
    found = finder.find("who can mind my dog", place=place)
    assert found.services[0].distance_km == 0.0
    assert finder.place("no place at all") is None


def test_new_data_is_noticed_and_old_data_is_not_read_again(finder, shelves):
    finder.find("my mum keeps falling")
    finder.find("my mum keeps falling")
    assert shelves.reads == [1]
    shelves.rows, shelves.number = [make_listing("new", name="New Service", points=(NEAR,))], 2
    assert names(finder.find("my mum keeps falling")) == ["New Service"]
    assert shelves.reads == [1, 2]


def test_the_search_page_finds_by_words_need_and_name(finder):
    assert [one.name for one in finder.search_words("")] == ["Dog Minders", "Evening Sitters", "Steady Feet"]
    assert finder.search_words("steedy feet")[0].name == "Steady Feet"
    assert [one.name for one in finder.search_words("", need="pets")] == ["Dog Minders"]


def test_what_else_it_knows(finder):
    assert finder.size() == 3
    assert finder.is_demonstration()
    assert finder.listing("dogs").name == "Dog Minders"
    assert finder.listing("nobody") is None


def test_a_store_without_tables_is_said_so(tmp_path):
    settings = DirectorySettings.from_env({"VAR_DIR": str(tmp_path), "BUILD_DIR": str(tmp_path)})
    with pytest.raises(StoreError, match="migrate"):
        Finder.open(settings)
