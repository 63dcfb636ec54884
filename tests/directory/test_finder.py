"""Words in, services out: the finder over a few listings, with the recogniser that ships."""

from dataclasses import dataclass, field
from datetime import date
from threading import Event, Thread

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


def test_when_unsure_three_plain_things_are_offered_and_services_are_still_there(finder):
    found = finder.find("everything is getting on top of us")
    assert not finder.recogniser.sure_needs(found.needs)
    assert len(found.choices) == 3
    assert [one.label for one in found.choices] == [
        finder.recogniser.vocabulary[one.need].resident_label for one in found.choices
    ]
    assert finder.choices("everything is getting on top of us") == found.choices


@pytest.mark.parametrize("said", ["my mum keeps falling", "hello", "", "asdf"])
def test_nothing_is_offered_to_choose_from_where_it_is_plain_or_tells_nothing(finder, said):
    assert finder.choices(said) == ()
    assert finder.find(said).choices == ()


def test_a_choice_that_was_pressed_is_that_need_and_no_other(finder):
    vocabulary = finder.recogniser.vocabulary
    for need in vocabulary:
        assert finder.need_chosen(need.resident_label.upper()) == need.id
    assert finder.need_chosen("my mum keeps falling") is None


def test_every_result_answers_why_in_one_sentence(finder):
    found = finder.find("my mum keeps falling and she is 82", place=finder.place("Eastmere"))
    steady = found.services[0]
    assert steady.because == (
        "We show this because it helps with falls and balance, it is less than half a mile from the middle"
        " of Eastmere and it was checked on 2 May 2026, but you need to ask whether it is for you."
    )
    assert steady.notes == ("Ask whether it is for you.",)
    assert steady.why.endswith("Ask whether it is for you.")


def test_a_large_directory_that_is_read_anew_keeps_nobody_waiting(finder, shelves):
    """One thread puts the new listings on the shelf; the others answer from the old one meanwhile."""
    finder.find("my mum keeps falling")
    reading, go_on = Event(), Event()
    old = shelves.listings

    def slow_listings():
        reading.set()
        assert go_on.wait(10)
        return old()

    shelves.listings, shelves.number = slow_listings, 2
    first = Thread(target=finder.size)
    first.start()
    assert reading.wait(10)
    assert finder.size() == 3  # answered while the other still reads
    go_on.set()
    first.join()
    assert shelves.reads == [1, 2]
