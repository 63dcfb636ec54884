"""The invented year: the same from the same seed, marked on every page, never mixed with anybody real."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.web.numbers.making import contact
from web.cli import main
from web.clock import local_day, now
from web.database import ContactsStore
from web.exceptions import WebError
from web.models.contact import Contact
from web.models.help_check import HelpCheck
from web.numbers.chosen import Chosen
from web.numbers.simulated.year import DAYS, SimulatedContact, simulate
from web.settings import WebSettings
from web.staff.dashboard.keeping import count_all
from web.store import demonstration, numbers, simulating

SUNDAY = date(2026, 11, 22)
ZONE = "Europe/London"


@pytest.fixture(scope="module")
def year() -> list[SimulatedContact]:
    return list(simulate(7, SUNDAY))


def test_the_same_seed_makes_the_same_year(year: list[SimulatedContact]) -> None:
    assert year == list(simulate(7, SUNDAY))
    assert year != list(simulate(8, SUNDAY))


def test_it_is_a_plausible_year(year: list[SimulatedContact]) -> None:
    assert 5000 < len(year) < 12000
    assert {each.at.date() for each in year} <= {SUNDAY - timedelta(days=back) for back in range(DAYS)}
    months = Counter(each.at.month for each in year)
    assert months[1] > months[8]  # winter is busier than August
    went = Counter(each.outcome for each in year)
    assert min(went["abandoned"], went["resolved_claimed"], went["handed_off"], went["risk"]) > 50
    assert Counter(each.person for each in year if each.person).most_common(1)[0][1] > 1
    late = [h for each in year if (h := each.handoff) and h.contacted_at and h.contacted_at > h.respond_by]
    assert late
    assert {each.site for each in year} == {"usual", "eastmere"}


def test_nobody_who_asked_for_an_assessment_is_left_without_a_hand_off(year: list[SimulatedContact]) -> None:
    asked = [each for each in year if each.request]
    assert asked and all(each.handoff for each in asked)
    closed = {each.handoff.outcome for each in asked if each.handoff}
    assert "no_assessment_needed" not in closed


@pytest.fixture
def demo(store: ContactsStore, settings: WebSettings, year: list[SimulatedContact]) -> Iterator[int]:
    few = [each for each in year if each.at.date() > SUNDAY - timedelta(days=21)]
    with store.writing() as session:
        assert simulating.write_year(session, few, 7, ZONE, now()) == len(few)
    count_all(store, settings)
    yield len(few)


def contacts_counted(store: ContactsStore) -> int:
    with store.reading() as session:
        days = numbers.by_day(session, Chosen(SUNDAY - timedelta(days=DAYS), local_day(now(), ZONE)))
    return sum(sums["contacts"] for sums in days.values())


def test_it_is_counted_and_made_once(
    demo: int, store: ContactsStore, settings: WebSettings, year: list[SimulatedContact]
) -> None:
    assert contacts_counted(store) == demo
    with store.writing() as session:
        assert simulating.write_year(session, year, 7, ZONE, now()) == 0


def test_whoever_answered_did_so_at_some_time(demo: int, store: ContactsStore) -> None:
    with store.reading() as session:
        checks = session.scalars(select(HelpCheck)).all()
        assert any(check.answer for check in checks)
        assert all((check.answer is None) is (check.answered_at is None) for check in checks)


def test_what_is_tried_out_on_it_is_kept_apart(
    demo: int, store: ContactsStore, settings: WebSettings
) -> None:
    with store.writing() as session:
        contact(session, SUNDAY)
    assert count_all(store, settings) == 1
    assert contacts_counted(store) == demo


def test_a_store_with_real_contacts_is_refused(store: ContactsStore, year: list[SimulatedContact]) -> None:
    with store.writing() as session:
        contact(session, SUNDAY)
    with pytest.raises(WebError, match="a store of its own"), store.writing() as session:
        simulating.write_year(session, year, 7, ZONE, now())
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Contact)) == 1
        assert not demonstration.is_invented(session)


def test_every_page_says_so(demo: int, signed_in: Callable[[str], FlaskClient], client: FlaskClient) -> None:
    for browser, page in ((signed_in("nadia"), "/staff/numbers"), (client, "/"), (client, "/privacy")):
        assert "Everybody here is invented" in browser.get(page).get_data(as_text=True)


def test_a_real_store_says_nothing_of_the_kind(client: FlaskClient) -> None:
    assert "is invented" not in client.get("/privacy").get_data(as_text=True)


def test_the_command_makes_a_store_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setattr("web.numbers.simulated.year.DAYS", 5)
    assert main(["demo"]) == 0
    said = capsys.readouterr().out
    assert "invented contacts" in said and f"{tmp_path}/demo/contacts.sqlite3" in said
    assert "sign in at /staff/sign-in as nadia" in said and "shown this once" in said
    assert main(["demo"]) == 0
    again = capsys.readouterr().out
    assert "there already" in again and "shown this once" not in again
    assert not (tmp_path / "contacts.sqlite3").exists()
