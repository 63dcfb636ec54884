"""A listing says everything of a service in plain words, from whichever version of feed it came."""

import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from directory.database import SessionFactory
from directory.importing import import_file
from directory.listings import Listing, Reach, get_listing, load_listings
from directory.prices import Price
from tests.directory.feeds import v1_service, v3_location, v3_service, write_feed


def listing(sessions: SessionFactory, folder: Path, service: dict[str, Any]) -> Listing:
    import_file(sessions, write_feed(folder, [service]))
    with sessions() as session:
        found = get_listing(session, service["id"])
    assert found is not None
    return found


def test_it_works(sessions: SessionFactory, tmp_path: Path) -> None:
    found = listing(sessions, tmp_path, v3_service())
    assert found.organisation == "Brigholm Friends"
    assert found.description == "A hot dinner & company.\n\n- Every Tuesday"
    assert found.phones == ("01632 960123", "01632 960124")
    assert found.addresses == ("Brigholm Village Hall, 1 Green Lane, Brigholm, DN20 8AA",)
    assert found.points == ((53.552, -0.492),)
    assert found.towns == ("Brigholm",)
    assert found.opening == ("Tuesday, 12pm to 2:30pm",)
    assert (found.cost, found.free) == ("£4.50 a meal", False)
    assert (found.min_age, found.max_age) == (55, None)
    assert found.languages == ("Polish",)
    assert found.accessibility == ("Step-free entrance",)
    assert found.reach == (Reach.VENUE,)
    assert not (found.area_wide or found.national or found.demonstration)
    assert str(found.assured_date) == "2026-10-01"
    assert found.last_modified is not None and found.last_modified.isoformat() == "2026-10-02T09:00:00+00:00"


def test_versions_1_and_2_say_the_same_in_other_words(sessions: SessionFactory, tmp_path: Path) -> None:
    found = listing(sessions, tmp_path, v1_service())
    assert found.phones == ("01632 960123",)
    assert found.eligibility == "Older people; Carers"
    assert (found.min_age, found.max_age) == (18, None)
    assert found.opening == ("Tuesday, 12pm to 2:30pm",)
    assert (found.cost, found.free) == ("Members: Free", True)
    assert found.accessibility == ("Ramp",)
    assert found.area_wide
    assert found.points == ((53.552, -0.492),)


REACHES: list[tuple[dict[str, Any], tuple[Reach, ...]]] = [
    ({"description": "We can visit you in your own home."}, (Reach.HOME_VISIT,)),
    ({"description": "A helpline for carers."}, (Reach.TELEPHONE,)),
    ({"description": "Advice by phone or an online group."}, (Reach.TELEPHONE, Reach.ONLINE)),
    ({"description": "Support", "attending_type": "Home visit"}, (Reach.HOME_VISIT,)),
    ({"description": "Support", "schedules": [{"attending_type": "Online"}]}, (Reach.ONLINE,)),
    ({"description": "A care home with a garden."}, ()),
    ({"description": "Book online on our website, or phone us."}, ()),
]


@pytest.mark.parametrize(("changes", "expected"), REACHES)
def test_reach(
    sessions: SessionFactory, tmp_path: Path, changes: dict[str, Any], expected: tuple[Reach, ...]
) -> None:
    service = v3_service(**{"service_at_locations": [], "schedules": [], **changes})
    assert listing(sessions, tmp_path, service).reach == expected


COSTS: list[tuple[dict[str, Any], str | None, bool | None]] = [
    ({"cost_options": [{"amount": 0}]}, "Free", True),
    ({"cost_options": [{"amount": 0, "option": "Members"}, {"amount": 2}]}, "Members: Free; £2", False),
    ({"fees": "Free"}, "Free", True),
    ({"fees": "£3 a session"}, "£3 a session", False),
    ({"description": "A free and confidential service."}, "Free", True),
    ({"description": "Please feel free to call. Smoke free, free parking."}, None, None),
    ({"description": "It is free to join, then £3 a week."}, None, None),
    ({"cost_options": [{"amount": -1}]}, None, None),
]


@pytest.mark.parametrize(("changes", "cost", "free"), COSTS)
def test_cost(
    sessions: SessionFactory, tmp_path: Path, changes: dict[str, Any], cost: str | None, free: bool | None
) -> None:
    found = listing(sessions, tmp_path, v3_service(**{"cost_options": [], **changes}))
    assert (found.cost, found.free) == (cost, free)


@pytest.mark.parametrize(
    ("changes", "price"),
    [
        ({"cost_options": [{"amount": 0}]}, Price.FREE),
        ({"cost_options": [{"amount": 4.5, "amount_description": "a session"}]}, Price.LOW_COST),
        ({"fees": "£18 an hour"}, Price.PAID),
        ({}, Price.NOT_KNOWN),
    ],
)
def test_price(sessions: SessionFactory, tmp_path: Path, changes: dict[str, Any], price: Price) -> None:
    assert listing(sessions, tmp_path, v3_service(**{"cost_options": [], **changes})).price is price


OPENINGS = [
    ({"byday": "MO,TU,WE,TH,FR", "opens_at": "09:00", "closes_at": "17:00"}, "Monday to Friday, 9am to 5pm"),
    ({"byday": "MO,WE", "opens_at": "10:30"}, "Monday and Wednesday, from 10:30am"),
    ({"freq": "MONTHLY", "byday": "1TU", "opens_at": "14:00"}, "First Tuesday of the month, from 2pm"),
    ({"byday": "MO,TU,WE,TH,FR,SA,SU"}, "Every day"),
    ({"description": "Whenever the lights are on"}, "Whenever the lights are on"),
]


@pytest.mark.parametrize(("schedule", "expected"), OPENINGS)
def test_opening(sessions: SessionFactory, tmp_path: Path, schedule: dict[str, Any], expected: str) -> None:
    assert listing(sessions, tmp_path, v3_service(schedules=[schedule])).opening == (expected,)


def test_numbers_are_read_from_the_description_where_the_feed_has_none(
    sessions: SessionFactory, tmp_path: Path
) -> None:
    words = "Ring 01632 960999 or 0808 157 0192 (order 0123456789012345, since 01/02/2024)."
    found = listing(sessions, tmp_path, v3_service(phones=[], contacts=[], description=words))
    assert found.phones == ("01632 960999", "0808 157 0192")


def test_a_masked_address_gives_nobody_away(sessions: SessionFactory, tmp_path: Path) -> None:
    refuge: dict[str, Any] = {
        "id": "r",
        "name": "The Refuge",
        "address_1": "9 Secret Street",
        "city": "Brigholm",
    }
    refuge |= {
        "postal_code": "DN20 8AA",
        "geometry": {"coordinates": [-0.49, 53.55]},
        "mask_exact_address": True,
    }
    found = listing(sessions, tmp_path, {"id": "7", "name": "Refuge", "locations": [refuge]})
    assert (found.addresses, found.points) == (("Brigholm, DN20",), ())


def test_closed_services_are_not_listed_but_can_be_looked_up(
    sessions: SessionFactory, tmp_path: Path
) -> None:
    assert listing(sessions, tmp_path, v3_service(status="temporarily closed")).status == "temporarily closed"
    with sessions() as session:
        assert load_listings(session) == []


def test_nobody_by_that_id(sessions: SessionFactory) -> None:
    with sessions() as session:
        assert get_listing(session, "nobody") is None


def test_a_thousand_services_load_in_a_moment(sessions: SessionFactory, tmp_path: Path) -> None:
    rows = [
        v3_service(f"s{n}", service_at_locations=[{"location": v3_location(id=f"h{n}")}]) for n in range(1000)
    ]
    import_file(sessions, write_feed(tmp_path, rows))
    with sessions() as session:
        assert len(load_listings(session)) == 1000
        taken = min(load_seconds(session) for _turn in range(3))  # the least disturbed
    assert taken < 1.5  # about a fifth of that on an idle machine


def load_seconds(session: Session) -> float:
    """The processor time of one loading."""
    started = time.process_time()
    load_listings(session)
    return time.process_time() - started
