"""Every council that a postcode can be in has a name and a front door."""

import pytest

from directory.councils import councils, short_name
from directory.gazetteer import Gazetteer
from directory.places import find_place, other_council
from directory.postcode_index import PostcodeIndex

OURS = "E06000013"


def test_every_code_of_the_postcode_directory_has_a_name(index: PostcodeIndex) -> None:
    known = councils()
    assert len(index.council_codes) > 350
    nameless = [code for code in index.council_codes if known.of(code) is None]
    assert nameless == []
    unused = set(known.by_code) - set(index.council_codes)
    assert unused == {code for code in known.by_code if code.startswith("E10")}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("LS6 1AA", "Leeds City Council"),
        ("BS5", "Bristol City Council"),
        ("SW1A 1AA", "Westminster City Council"),
        ("LN1 1YL", "Lincolnshire County Council"),
        ("OX1 1BX", "Oxfordshire County Council"),
        ("CF10 4UW", "Cardiff Council"),
        ("EH1 1YJ", "City of Edinburgh Council"),
        ("BT1 5GS", "Belfast"),
        ("she lives in Leeds", "Leeds City Council"),
        ("Brighton and Hove", "Brighton and Hove City Council"),
        ("Stoke-on-Trent", "Stoke-on-Trent City Council"),
        ("Cannock Chase", "Staffordshire County Council"),
        ("Lancashire", "Lancashire County Council"),
        ("Sunderlnd", "Sunderland City Council"),
    ],
)
def test_another_councils_place_is_answered_with_its_name(index: PostcodeIndex, said: str, name: str) -> None:
    found = other_council(find_place(said, Gazetteer(index, (), OURS)))
    assert found is not None
    assert found.name == name
    assert found.door.startswith("https://www.nidirect.gov.uk/" if found.is_trust else "https://www.gov.uk/")


@pytest.mark.parametrize("said", ["DN15 6NL", "DN16", "no idea"])
def test_ones_own_place_and_no_place_name_no_other_council(index: PostcodeIndex, said: str) -> None:
    assert other_council(find_place(said, Gazetteer(index, (), OURS))) is None


def test_a_county_answers_for_its_districts_and_is_ours_as_a_whole(index: PostcodeIndex) -> None:
    """A county council's own code is on no postcode: its districts' codes are."""
    county = Gazetteer(index, (), "E10000019")
    for said in ("LN1 1YL", "PE21 6UG"):
        place = find_place(said, county)
        assert place is not None and place.in_area is True
    leeds = find_place("LS6", county)
    assert leeds is not None and leeds.in_area is False


@pytest.mark.parametrize(
    "said", ["my sister's wedding is in York", "he supports Liverpool", "rather not say", "home from working"]
)
def test_a_place_in_passing_is_no_home(index: PostcodeIndex, said: str) -> None:
    assert find_place(said, Gazetteer(index, (), OURS)) is None


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("City of York Council", "York"),
        ("Leeds City Council", "Leeds"),
        ("Isle of Wight Council", "Isle of Wight"),
        ("Wrexham County Borough Council", "Wrexham"),
    ],
)
def test_official_parts_of_a_name_are_left_off(name: str, short: str) -> None:
    assert short_name(name) == short
