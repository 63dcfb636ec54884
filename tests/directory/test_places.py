"""Where somebody is, heard in their own words, and nothing heard where no place is named."""

from pathlib import Path

import pytest

from directory.gazetteer import Gazetteer, Town
from directory.places import Place, PlaceKind, distance_km, district_of, find_place
from directory.postcode_index import PostcodeIndex

OURS = "E06000013"
TOWNS = (
    Town("Eastmere", 53.590, -0.650, OURS),
    Town("Brigholm", 53.552, -0.492, OURS),
    Town("Epwell", 53.525, -0.820, OURS),
    Town("Kirtling", 53.478, -0.600, OURS),
    Town("Winterby", 53.648, -0.600, OURS),
    Town("Barton-upon-Humber", 53.684, -0.440, OURS),
    Town("Burnham", 51.535, -0.66, "E06000060"),
    Town("Ashby", 53.57, -0.64, OURS),
    Town("Reading", 51.45, -0.97, "E06000038"),
)


@pytest.fixture(scope="session")
def gazetteer(index: PostcodeIndex) -> Gazetteer:
    return Gazetteer(index, TOWNS, OURS)


HEARD = [
    ("DN15 6NL", PlaceKind.POSTCODE, "DN15 6NL"),
    ("dn156nl", PlaceKind.POSTCODE, "DN15 6NL"),
    ("im in DN15 6NL", PlaceKind.POSTCODE, "DN15 6NL"),
    ("it's dn 15 6nl, near the shops", PlaceKind.POSTCODE, "DN15 6NL"),
    ("SW1A 1AA", PlaceKind.POSTCODE, "SW1A 1AA"),
    ("sw1a IAA", PlaceKind.POSTCODE, "SW1A 1AA"),
    ("DN2O 8JQ", PlaceKind.POSTCODE, "DN20 8JQ"),
    ("DN15", PlaceKind.DISTRICT, "DN15"),
    ("dn 15", PlaceKind.DISTRICT, "DN15"),
    ("mum lives in dn20 if that helps you at all", PlaceKind.DISTRICT, "DN20"),
    ("my postcode is LS6 but i have forgotten the rest", PlaceKind.DISTRICT, "LS6"),
    ("DN15 9ZZ", PlaceKind.DISTRICT, "DN15"),
    ("we live near brigholm", PlaceKind.TOWN, "Brigholm"),
    ("Brigholme", PlaceKind.TOWN, "Brigholm"),
    ("brigolm", PlaceKind.TOWN, "Brigholm"),
    ("eastmear", PlaceKind.TOWN, "Eastmere"),
    ("she is over in Eastmeer now", PlaceKind.TOWN, "Eastmere"),
    ("Burnam", PlaceKind.TOWN, "Burnham"),
    ("somewhere in barton upon humber please", PlaceKind.TOWN, "Barton-upon-Humber"),
    ("we're in barton", PlaceKind.TOWN, "Barton-upon-Humber"),
    ("KIRTLING", PlaceKind.TOWN, "Kirtling"),
    ("my dad lives in Reading", PlaceKind.TOWN, "Reading"),
    ("reading", PlaceKind.TOWN, "Reading"),
    ("Winterby DN15 6NL", PlaceKind.POSTCODE, "DN15 6NL"),
]


@pytest.mark.parametrize(("text", "kind", "label"), HEARD)
def test_a_place_is_heard(gazetteer: Gazetteer, text: str, kind: PlaceKind, label: str) -> None:
    place = find_place(text, gazetteer)
    assert place is not None
    assert (place.kind, place.label) == (kind, label)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I live alone",
        "no thanks",
        "my mum keeps falling",
        "rather not say",
        "id rather not",
        "she needs b12 injections every 12 weeks",
        "he takes 5mg of it and b12 5mg as well",
        "come at 10 5pm is too late",
        "she is so 15 about it all",
        "they only left me 5 pounds",
        "stuck on the M1 all day",
        "he is type 2 and she is 84",
        "i need help with reading my letters",
        "can't get in the bath",
        "i am unwell and so is she",
        "it was brought in by my neighbour",
        "winter by winter it gets worse",
        "999",
        "07700 900123",
        "£20 a week",
    ],
)
def test_ordinary_words_are_no_place(gazetteer: Gazetteer, text: str) -> None:
    assert find_place(text, gazetteer) is None


def test_no_place_is_heard_in_people_talking_of_their_lives(gazetteer: Gazetteer) -> None:
    phrases = Path(__file__).parents[2] / "directory" / "needs" / "phrases"
    lines = [line for path in sorted(phrases.iterdir()) for line in path.read_text("utf-8").splitlines()]
    assert len(lines) > 1000
    # Some do name a half postcode.
    heard = {
        line: place.label
        for line in lines
        if (place := find_place(line, gazetteer)) and place.label.casefold() not in line.casefold()
    }
    assert heard == {}


@pytest.mark.parametrize(
    ("text", "in_area"),
    [
        ("DN15 6NL", True),
        ("SW1A 1AA", False),
        ("DN15", True),
        ("LS6", False),
        ("DN21", None),
        ("Epwell", True),
    ],
)
def test_in_and_out_of_area(gazetteer: Gazetteer, text: str, in_area: bool | None) -> None:
    place = find_place(text, gazetteer)
    assert place is not None
    assert place.in_area is in_area


def test_towns_are_still_heard_before_anything_is_built() -> None:
    bare = Gazetteer(None, TOWNS, OURS)
    assert find_place("near DN15 6NL", bare) is None
    town = find_place("near epwel", bare)
    assert town is not None and town.label == "Epwell"


@pytest.mark.parametrize(
    ("place", "kept"),
    [
        (Place(PlaceKind.POSTCODE, "DN15 6NL", 53.6, -0.6), "DN15"),
        (Place(PlaceKind.DISTRICT, "DN15", 53.6, -0.6), "DN15"),
        (Place(PlaceKind.TOWN, "Epwell", 53.6, -0.6), None),
    ],
)
def test_a_record_keeps_no_more_than_half_a_postcode(place: Place, kept: str | None) -> None:
    assert district_of(place) == kept


def test_distance() -> None:
    assert distance_km((53.59, -0.65), (53.59, -0.65)) == 0
    london_to_paris = distance_km((51.5074, -0.1278), (48.8566, 2.3522))
    assert london_to_paris == pytest.approx(343.5, abs=1)
    assert distance_km((0, 0), (0, 180)) == pytest.approx(20015, abs=1)
