"""The invented borough is big, varied, and cannot be mistaken for a real one."""

import itertools
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz

import directory.needs
from directory.demonstration.expand import demonstration_feed, demonstration_needs
from directory.demonstration.sources import read_organisations, read_sources, read_venues

Row = dict[str, Any]

TODAY = date(2026, 11, 22)
DRAMA = re.compile(r"01632 960\d{3}|020 7946 0\d{3}|07700 900\d{3}|08081 570\d{3}")
WEB = re.compile(r"https://([a-z-]+\.)*example\.org/\S*")
REAL_NAMES = re.compile(
    r"\b(Age UK|Age Concern|Mencap|Mind|Citizens Advice|Samaritans|Scope|RNIB|RNID|Cruse|Alzheimer's Society"
    r"|Carers UK|Carers Trust|Marie Curie|Macmillan|British Red Cross|Royal Voluntary Service|Shelter|Relate"
    r"|Trussell|StepChange|Refuge|Women's Aid|Cinnamon Trust|Salvation Army|Nightstop|Scunthorpe|Lincolnshire"
    r"|Barton|Brigg|Epworth|Kirton|Winterton)\b"
)


def test_it_is_a_whole_borough(services: list[Row]) -> None:
    assert len(services) >= 190


def test_each_need_is_answered_by_at_least_four_services() -> None:
    vocabulary = _vocabulary()
    answered = Counter(need for needs in demonstration_needs().values() for need in needs)

    assert len(vocabulary) == 45
    assert {need: count for need in vocabulary if (count := answered[need]) < 4} == {}
    assert set(answered) <= set(vocabulary)


def test_the_rows_do_not_tell_the_needs(services: list[Row]) -> None:
    assert {item["id"] for item in services} == set(demonstration_needs())
    assert not any("needs" in item for item in services)
    terms = {attribute["taxonomy_term"]["name"] for item in services for attribute in item["attributes"]}
    assert terms.isdisjoint(_vocabulary())


@pytest.mark.parametrize("field", ["id", "name", "email", "url", "description"])
def test_no_two_services_share(field: str, services: list[Row]) -> None:
    assert _repeated([item[field] for item in services]) == []


def test_phones_are_drama_numbers_and_each_is_used_once(services: list[Row]) -> None:
    numbers = [phone["number"] for item in services for phone in item["phones"]]

    assert [number for number in numbers if not DRAMA.fullmatch(number)] == []
    assert _repeated(numbers) == []
    assert len(numbers) == len(services)


def test_addresses_on_the_web_are_example_org(services: list[Row]) -> None:
    given = [item["url"] for item in services] + [item["organization"]["website"] for item in services]

    assert [address for address in given if not WEB.fullmatch(address)] == []
    assert [item["email"] for item in services if not item["email"].endswith("@example.org")] == []


def test_no_real_organisation_or_town_is_named(services: list[Row]) -> None:
    named = [(item["name"], item["organization"]["name"], item["description"]) for item in services]
    places = [(venue.name, venue.street, venue.town) for venue in read_venues().values()]

    assert [texts for texts in named + places if REAL_NAMES.search(" / ".join(texts))] == []


def test_descriptions_say_enough_and_not_too_much(services: list[Row]) -> None:
    lengths = {item["name"]: len(item["description"]) for item in services}

    assert {name: length for name, length in lengths.items() if not 120 <= length <= 700} == {}


def test_no_two_descriptions_are_alike(services: list[Row]) -> None:
    pairs = itertools.combinations(services, 2)
    alike = [(a["name"], b["name"]) for a, b in pairs if fuzz.ratio(a["description"], b["description"]) >= 85]

    assert alike == []


def test_every_service_can_be_reached_somehow(services: list[Row]) -> None:
    ways = [{schedule["attending_type"] for schedule in item["schedules"]} for item in services]
    known = {"in person", "home visit", "telephone", "online"}

    assert all(way and way <= known for way in ways)
    assert all(
        ("in person" in way) == bool(item["service_at_locations"])
        for way, item in zip(ways, services, strict=True)
    )


def test_most_were_checked_lately_and_some_long_ago() -> None:
    checked = [source.assured for source in read_sources()]
    ages = [(TODAY - day).days for day in checked if day]

    assert min(ages) >= 0
    assert sum(age <= 90 for age in ages) > len(checked) * 0.7
    assert sum(age > 365 for age in ages) >= 8
    assert None in checked
    assert all(source.modified != source.assured and source.modified <= TODAY for source in read_sources())


def test_the_refuge_has_no_address(services: list[Row]) -> None:
    (refuge,) = [item for item in services if item["name"] == "Harbour House"]

    assert refuge["service_at_locations"] == []


def test_every_venue_and_organisation_is_used() -> None:
    sources = read_sources()

    assert {source.by for source in sources} == set(read_organisations())
    assert {source.at for source in sources if source.at} == set(read_venues())


def test_expanding_again_gives_the_same_rows(services: list[Row]) -> None:
    assert demonstration_feed() == services


def _vocabulary() -> list[str]:
    text = (Path(directory.needs.__path__[0]) / "vocabulary.yml").read_text("utf-8")
    return re.findall(r"(?m)^ *- id: (\w+)", text)


def _repeated(values: list[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]
