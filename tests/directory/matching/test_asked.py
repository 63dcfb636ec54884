"""What a message asks for besides its need, and what a service says of itself."""

import pytest

from directory.matching.asked import asked_in, says
from tests.directory.matching.listings import make_listing


@pytest.mark.parametrize(
    ("said", "field", "names"),
    [
        ("she speaks only Polish", "languages", {"polish"}),
        ("Mum doesn't speak english, Urdu and a bit of Punjabi", "languages", {"urdu", "punjabi"}),
        ("is there a sign language interpreter", "languages", {"bsl"}),
        ("I need to polish the floor", "languages", set()),
        ("our Polish neighbour is very kind", "languages", set()),
        ("french polishing is my hobby", "languages", set()),
        ("I'm in a wheelchair", "access", {"wheels"}),
        ("somewhere step-free please", "access", {"wheels"}),
        ("he can't do stairs", "access", {"wheels"}),
        ("dad wears hearing aids", "access", {"hearing"}),
        ("I have a guide dog", "access", {"sight"}),
        ("she gets cross about everything", "access", set()),
        ("my wife has dementia", "audiences", {"dementia"}),
        ("I look after my brother, he has Parkinsons", "audiences", {"carers", "parkinsons"}),
        ("he had a stroke last year", "audiences", {"stroke"}),
        ("she likes to stroke the cat", "audiences", set()),
        ("I was in the army, ex forces", "audiences", {"veterans"}),
        ("nobody cares any more", "audiences", set()),
    ],
)
def test_what_a_message_asks(said, field, names):
    assert getattr(asked_in(said), field) == names


@pytest.mark.parametrize(
    ("said", "evening", "weekend"),
    [
        ("is there anything open in the evenings", True, False),
        ("a class after work", True, False),
        ("something at the weekend", False, True),
        ("a group on saturdays", False, True),
        ("she fell on Saturday", False, False),
        ("he gets muddled in the evening", False, False),
    ],
)
def test_when_it_should_be_open(said, evening, weekend):
    asked = asked_in(said)
    assert (asked.evening, asked.weekend) == (evening, weekend)


@pytest.mark.parametrize(
    ("said", "cheap"),
    [
        ("we can't afford much", True),
        ("somewhere free to go", True),
        ("is there anything free for my husband to do", True),
        ("is someone free on Tuesday", False),
        ("money is tight", True),
        ("I have no free time", False),
        ("I feel free", True),
        ("she broke her hip", False),
        ("we're broke", True),
    ],
)
def test_money_is_short_only_where_somebody_says_so(said, cheap):
    assert asked_in(said).cheap is cheap


@pytest.mark.parametrize(
    ("words", "access", "lacks"),
    [
        (("Step-free entrance", "Hearing loop"), {"wheels", "hearing"}, set()),
        (("Ramp at the side door",), {"wheels"}, set()),
        (("No wheelchair access", "Steep steps"), set(), {"wheels"}),
        (("Not suitable for wheelchairs",), set(), {"wheels"}),
        ((), set(), set()),
    ],
)
def test_what_a_place_says_of_getting_in(words, access, lacks):
    its = says(make_listing("one", accessibility=words))
    assert (its.access, its.lacks) == (access, lacks)


@pytest.mark.parametrize(
    ("fields", "audiences"),
    [
        ({"description": "A group for people with Parkinson's. Tea and chat."}, {"parkinsons"}),
        ({"name": "Stroke Survivors' Circle"}, {"stroke"}),
        ({"eligibility": "Unpaid carers over 18"}, {"carers"}),
        ({"description": "Chair exercise. Anna, who teaches it, had cancer herself."}, set()),
        ({"description": "Open to all."}, set()),
        ({"description": "For people who cannot drive, for example after a stroke."}, set()),
        ({"description": "Letters for people who cannot ring, including those who are deaf."}, set()),
        ({"description": "Support for women, men and non-binary people hurt by a partner."}, set()),
        ({"description": "A refuge for women, with or without children."}, {"women"}),
    ],
)
def test_for_whom_a_service_says_it_is(fields, audiences):
    assert says(make_listing("one", **fields)).audiences == audiences


def test_languages_are_known_by_name_and_by_code():
    assert says(make_listing("one", languages=("Polish", "ur", "BSL"))).languages == {"polish", "urdu", "bsl"}


def test_a_blank_says_nothing():
    its = says(make_listing("one"))
    assert not (its.audiences or its.access or its.lacks or its.languages)
