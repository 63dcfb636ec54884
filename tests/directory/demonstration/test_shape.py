"""The rows are Open Referral UK 3 and pass through the ordinary reader with nothing lost."""

from typing import Any

import pytest

from directory.demonstration.access import ages, price, schedules
from directory.demonstration.sources import Source, read_sources
from directory.openreferral.service import read_service
from tests.directory.demonstration.oruk_schema import faults

Row = dict[str, Any]


def _source(**changes: Any) -> Source:
    return Source(**{**vars(read_sources()[0]), **changes})


def test_it_fits_the_published_schema(
    services: list[Row], helplines: list[Row], service_schema: dict[str, Any]
) -> None:
    assert [fault for row in services + helplines for fault in faults(row, service_schema, row["name"])] == []


def test_the_check_against_the_schema_finds_faults(
    services: list[Row], service_schema: dict[str, Any]
) -> None:
    broken = {**services[0], "id": 7, "status": "open"}
    del broken["name"]

    assert len(list(faults(broken, service_schema))) == 3


def test_the_ordinary_reader_takes_every_row(services: list[Row], helplines: list[Row]) -> None:
    records = [read_service(row) for row in services + helplines]

    assert len({record.id for record in records}) == len(services) + len(helplines)


def test_hours_prices_and_ages_reach_the_record(services: list[Row]) -> None:
    (lunch,) = [row for row in services if row["name"] == "Thursday Table"]
    record = read_service(lunch)

    (schedule,) = record.parts["schedule"]
    (cost,) = record.parts["cost_option"]
    assert (schedule["byday"], schedule["freq"]) == ("TH", "WEEKLY")
    assert (cost["amount"], cost["amount_description"]) == (5.5, "a meal")
    assert record.parts["phone"][0]["number"].startswith("01632 960")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (None, {}),
        ("Donation", {"fees": "Donation"}),
        ("from £18 an hour", {"fees": "from £18 an hour"}),
    ],
)
def test_a_price_that_is_no_single_sum_stays_words(words: str | None, expected: Row) -> None:
    assert price(_source(cost=words)) == expected


def test_thousands_are_read() -> None:
    (option,) = price(_source(cost="£1,150 a week"))["cost_options"]

    assert (option["amount"], option["amount_description"]) == (1150.0, "a week")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (None, {}),
        ("60+", {"minimum_age": 60}),
        ("8-13", {"minimum_age": 8, "maximum_age": 13}),
    ],
)
def test_ages(words: str | None, expected: Row) -> None:
    assert ages(_source(ages=words)) == expected


def test_a_day_with_a_number_is_monthly() -> None:
    first, second = schedules(_source(when="1TU,3TU 18:30-20:00; SA 10:00-12:00"))

    assert (first["freq"], first["byday"]) == ("MONTHLY", "1TU,3TU")
    assert (second["freq"], second["closes_at"]) == ("WEEKLY", "12:00")


@pytest.mark.parametrize("words", ["Tuesdays", "TU 9-10"])
def test_hours_that_cannot_be_read_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        schedules(_source(when=words))


def test_ages_that_cannot_be_read_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        ages(_source(ages="adults"))
