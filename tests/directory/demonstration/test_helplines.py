"""The national helplines: real numbers, none of them shown as checked before somebody has rung it."""

import re
from collections import Counter
from typing import Any

import pytest

from directory.demonstration.expand import demonstration_needs
from directory.helplines.expand import helplines_needs, read_helplines
from directory.reach import Reach, is_nationwide, reach_of

Row = dict[str, Any]

EVERY_HOUR = re.compile(r"24 hours|round the clock|day and night|at any hour|24/7")


@pytest.mark.parametrize(
    ("slug", "number"),
    [
        ("samaritans", "116 123"),
        ("nhs-111-mental-health", "111"),
        ("domestic-abuse-helpline", "0808 2000 247"),
        ("hourglass", "0808 808 8141"),
        ("childline", "0800 1111"),
        ("gas-emergency", "0800 111 999"),
        ("power-cut", "105"),
        ("silver-line", "0800 4 70 80 90"),
    ],
)
def test_the_number_is_the_one_in_the_notes(slug: str, number: str) -> None:
    (entry,) = [entry for entry in read_helplines() if entry["id"] == slug]

    assert entry["number"] == number


def test_every_helpline_can_be_reached_and_says_who_checks_it() -> None:
    for entry in read_helplines():
        reachable = bool(entry.get("number") or entry.get("url"))
        assert reachable or "85258" in entry["name"], entry["id"]
        assert entry["owner"], entry["id"]
        assert entry["confidence"] in {"seen", "check", "general"}, entry["id"]


def test_no_helpline_claims_a_check_that_nobody_made(helplines: list[Row]) -> None:
    unconfirmed = {entry["name"] for entry in read_helplines() if entry["last_checked"] is None}

    shown_as_checked = {row["name"] for row in helplines if "assured_date" in row}
    assert shown_as_checked.isdisjoint(unconfirmed)


def test_hours_are_said_only_where_they_were_seen() -> None:
    telling = {
        entry["id"]: entry["confidence"] for entry in read_helplines() if EVERY_HOUR.search(entry["about"])
    }

    assert "samaritans" in telling
    assert set(telling.values()) == {"seen"}


def test_all_are_nationwide_and_without_a_place(helplines: list[Row]) -> None:
    for row in helplines:
        assert is_nationwide(area["name"] for area in row["service_areas"]), row["name"]
        ways = reach_of(
            has_venue=bool(row.get("service_at_locations")),
            attending=[schedule["attending_type"] for schedule in row["schedules"]],
            words="",
        )
        assert ways in ((Reach.TELEPHONE,), (Reach.ONLINE,)), row["name"]


def test_ids_are_unique_and_no_local_service_has_one(helplines: list[Row]) -> None:
    ids = Counter(row["id"] for row in helplines)

    assert max(ids.values()) == 1
    assert ids.keys().isdisjoint(demonstration_needs())
    assert ids.keys() == helplines_needs().keys()
