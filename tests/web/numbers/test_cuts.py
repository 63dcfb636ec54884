"""Hours of the week, needs by place, and what waits: each the same as counting one by one."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests.web.numbers.making import contact, handoff
from web.clock import now
from web.database import ContactsStore
from web.models.contact import Channel
from web.models.handoff import HandoffOutcome, Priority, State, Team
from web.numbers.chosen import Chosen
from web.numbers.suppression import SMALLEST, suppressed_grid
from web.settings import WebSettings
from web.staff.dashboard.keeping import count_all
from web.staff.dashboard.reading import Reader
from web.store.waiting import waiting

MONDAY = date(2026, 11, 16)
WEEK = Chosen(MONDAY, MONDAY + timedelta(days=6))


def reader_of(store: ContactsStore, settings: WebSettings, chosen: Chosen) -> tuple[Counter, Counter]:
    with store.reading() as session:
        reader = Reader.of(session, now(), settings)
        return reader.by_hour(chosen), reader.by_place_and_need(chosen)


@pytest.mark.parametrize("counted", [True, False], ids=["by the worker", "by the page"])
def test_hours_and_places_are_those_of_the_contacts(
    store: ContactsStore, settings: WebSettings, counted: bool
) -> None:
    rng = random.Random(7)  # noqa: S311 - the same contacts each time, no secret
    hours, places, by_telephone = Counter[tuple[int, int]](), Counter[tuple[str, str]](), 0
    with store.writing() as session:
        for _each in range(60):
            day = MONDAY + timedelta(days=rng.randrange(-2, 9))
            at = datetime(day.year, day.month, day.day, rng.randrange(24), tzinfo=UTC)
            needs = rng.sample(["falls", "meals", "loneliness"], rng.randrange(3))
            place, channel = rng.choice(["DN15", "DN16", None]), rng.choice([Channel.WEB, Channel.TELEPHONE])
            contact(session, day, started_at=at, needs=needs, place_district=place, channel=channel)
            if WEEK.first <= day <= WEEK.last:
                hours[day.weekday(), at.hour] += 1  # November: the council's clock is UTC
                places.update((place or "", need) for need in needs)
                by_telephone += channel is Channel.TELEPHONE
    if counted:
        count_all(store, settings)
    assert reader_of(store, settings, WEEK) == (hours, places)
    narrowed = Chosen(WEEK.first, WEEK.last, channel="telephone", need="falls")
    found_hours, found_places = reader_of(store, settings, narrowed)
    assert sum(found_hours.values()) == by_telephone  # a need narrows no hours
    assert {need for _place, need in found_places} <= {"falls"}


def test_summer_hours_are_those_of_the_councils_clock(store: ContactsStore, settings: WebSettings) -> None:
    day = date(2026, 7, 6)
    with store.writing() as session:
        contact(
            session, day, started_at=datetime(2026, 7, 6, 23, 30, tzinfo=UTC), started_on=date(2026, 7, 7)
        )
    count_all(store, settings)
    found, _places = reader_of(store, settings, Chosen(day, date(2026, 7, 12)))
    assert found == {(1, 0): 1}  # half past midnight on Tuesday


@pytest.fixture
def queue(store: ContactsStore) -> datetime:
    moment = datetime(2026, 11, 20, 12, tzinfo=UTC)
    with store.writing() as session:
        one = contact(session, MONDAY, needs=["meals"], place_district="DN16", channel=Channel.TELEPHONE)
        handoff(session, one, due_at=moment - timedelta(hours=1), priority=Priority.URGENT)
        handoff(session, one, due_at=moment + timedelta(hours=1), team=Team.HOUSING, state=State.WAITING,
                contacted_at=moment)  # fmt: skip
        handoff(session, contact(session, MONDAY), HandoffOutcome.INFO_ONLY)
        handoff(session, contact(session, MONDAY - timedelta(days=400)), team=Team.CARERS)
    return moment


def test_what_waits_is_what_is_not_closed(store: ContactsStore, queue: datetime) -> None:
    with store.reading() as session:
        found = {each.team: each for each in waiting(session, WEEK, queue)}
        assert set(found) == {"adult_social_care", "housing", "carers"}
        assert [found[team].overdue for team in sorted(found)] == [True, False, False]
        assert found["housing"].heard and not found["carers"].heard
        assert found["housing"].state == "waiting_for_person" and found["housing"].number == 1
        ages = (timedelta(days=1), timedelta(days=28))
        assert {each.team: each.age for each in waiting(session, WEEK, queue, ages)} == {
            "adult_social_care": 1, "housing": 1, "carers": 2,
        }  # fmt: skip
        for narrowed, teams in (
            ({"team": "carers"}, {"carers"}),
            ({"need": "meals"}, {"adult_social_care", "housing"}),
            ({"locality": "DN16", "channel": "telephone"}, {"adult_social_care", "housing"}),
            ({"site": "elsewhere"}, set()),
        ):
            chosen = Chosen(WEEK.first, WEEK.last, **narrowed)
            assert {each.team for each in waiting(session, chosen, queue)} == teams, narrowed


def test_the_page_says_what_waits_and_the_oldest(
    queue: None, signed_in: Callable[[str], FlaskClient]
) -> None:
    browser = signed_in("nadia")
    page = browser.get("/staff/numbers/queue").get_data(as_text=True)
    assert "3 hand-offs are open" in page and "Nobody has got in touch yet about 2." in page
    assert "Housing: 1" in page and "28 days ago or more" in page
    narrowed = browser.get("/staff/numbers/queue?locality=DN16").get_data(as_text=True)
    assert "There are too few to say more" in narrowed and "hand-offs are open" not in narrowed
    assert "Nothing is waiting." in browser.get("/staff/numbers/queue?team=x").get_data(as_text=True)


GRIDS = st.integers(1, 5).flatmap(
    lambda wide: st.lists(st.lists(st.integers(0, 12), min_size=wide, max_size=wide), max_size=5)
)


@given(GRIDS)
def test_no_hidden_cell_of_a_grid_comes_back_by_subtraction(grid: list[list[int]]) -> None:
    shown = suppressed_grid(grid)
    for row, line in zip(grid, shown, strict=True):
        for number, cell in zip(row, line, strict=True):
            assert cell in (None, number)
            assert cell is None or not 0 < cell < SMALLEST
    lines = [*zip(grid, shown, strict=True)]
    lines += [*zip(map(list, zip(*grid, strict=True)), map(list, zip(*shown, strict=True)), strict=True)]
    for numbers, cells in lines:
        gone = [number for number, cell in zip(numbers, cells, strict=True) if cell is None]
        if gone and len(gone) < len(cells):
            assert len(gone) > 1 and sum(gone) >= SMALLEST


def test_a_grid_with_nothing_small_is_left_alone() -> None:
    assert suppressed_grid([[0, 5], [7, 9]]) == [[0, 5], [7, 9]]
    assert suppressed_grid([]) == []
