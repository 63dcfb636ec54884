"""The return drawn from a real store, by a page and at a terminal: who may, what is in it, what is noted."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import post
from tests.web.numbers.making import belongs_to, contact, handoff
from web.cli import main
from web.clock import local_day, now
from web.database import ContactsStore
from web.models.contact import Channel, Outcome
from web.models.figures import ReturnExtract
from web.models.handoff import HandoffOutcome, Kind, State
from web.outbox.client_level.periods import Period, choices
from web.settings import WebSettings
from web.store import client_level as stored
from web.store import retention, trail

SignIn = Callable[[str], FlaskClient]
URL = "/staff/client-level-data"
QUARTER = choices(local_day(now(), "Europe/London"))[0]
CHECK = f"{URL}/check?period={QUARTER.id}"


def request_of(store: ContactsStore, day: date, *outcomes: HandoffOutcome | None, **more: Any) -> str:
    """A request of Rosa's that began on a day and, with nothing open, ended the next; its reference."""
    record = {name: more.pop(name) for name in ("case_number", "route_of_access") if name in more}
    with store.writing() as session:
        made = contact(session, day, outcome=Outcome.HANDED_OFF, channel=Channel.TELEPHONE, **more)
        made.request_at = made.started_at
        belongs_to(session, made, None, contact_name="Rosa Alder", **record)
        handoffs = [handoff(session, made, each, contact_name="Rosa Alder") for each in outcomes]
        if None not in outcomes:
            made.finalised_at = made.started_at + timedelta(days=1)
        return handoffs[0].reference


@pytest.fixture
def three(store: ContactsStore) -> list[str]:
    """One that passes, one without a number, one that is still open."""
    first = QUARTER.first
    return [
        request_of(store, first, HandoffOutcome.ASSESSMENT_REQUESTED, case_number="P100"),
        request_of(store, first, HandoffOutcome.INFO_ONLY),
        request_of(store, first, None, case_number="P300"),
    ]


def count(page: str, name: str) -> str:
    return page.split(f'data-count="{name}">')[1].split("<")[0]


def take(browser: FlaskClient, what: str) -> Any:
    return post(browser, f"{URL}/extract", page=CHECK, period=QUARTER.id, what=what)


def rows_in(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))


def test_it_works(three: list[str], store: ContactsStore, signed_in: SignIn) -> None:
    ada = signed_in("ada")
    assert QUARTER.id in ada.get(URL).get_data(as_text=True)
    page = ada.get(CHECK).get_data(as_text=True)
    names = ("rows", "passing", "failing", "left_out", "still_open")
    assert [count(page, name) for name in names] == ["2", "1", "1", "0", "1"]
    assert three[1] in page.split('data-rule="no_person"')[1]
    (sound,) = rows_in(take(ada, "passing"))
    assert (sound["Event Reference"], sound["LA Person Unique Identifier"]) == (three[0], "P100")
    assert sound["Event Outcome"] == "Progress to assessment, review or reassessment"
    assert sound["LA Code"] == "000" and sound["Event Description"] == "Conversation 1 by telephone"
    assert [each["Event Reference"] for each in rows_in(take(ada, "rows"))] == three[:2]


def test_no_name_leaves(three: list[str], signed_in: SignIn) -> None:
    ada = signed_in("ada")
    shown = [ada.get(CHECK), *(take(ada, what) for what in ("rows", "passing", "failing"))]
    assert all("Rosa" not in each.get_data(as_text=True) for each in shown)


def test_the_list_of_those_that_would_fail(three: list[str], signed_in: SignIn) -> None:
    answer = take(signed_in("ada"), "failing")
    (line,) = csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig")))
    assert (line["reference"], line["rule"]) == (three[1], "no_person")
    assert "Put the number into the record" in line["why"]
    assert f"cld-failing-{QUARTER.first}-{QUARTER.last}.csv" in answer.headers["Content-Disposition"]


def test_every_look_and_every_file_is_written_down(
    three: list[str], store: ContactsStore, signed_in: SignIn, cast: dict[str, int]
) -> None:
    ada = signed_in("ada")
    ada.get(CHECK)
    content = take(ada, "rows").get_data()
    with store.reading() as session:
        (extract,) = stored.newest_extracts(session, 10)
        assert (extract.made_by, extract.rows, extract.failing) == (cast["ada"], 2, 1)
        assert (extract.first, extract.last, extract.what) == (QUARTER.first, QUARTER.last, "rows")
        assert extract.checksum == sha256(content).hexdigest()
        assert trail.count(session, action="checked_client_data") == 2  # the form was on that page, too
        assert trail.newest(session, offset=0, limit=1)[0].action == "extracted_client_data"
    listed = ada.get(URL).get_data(as_text=True).split("<tbody>")[1]
    assert "<td>ada</td>" in listed and sha256(content).hexdigest()[:16] in listed


@pytest.mark.parametrize("name", ["nadia", "tom", "grace", "sana", "leo", "ed"])
def test_nobody_else_may(three: list[str], signed_in: SignIn, name: str) -> None:
    browser = signed_in(name)
    assert browser.get(URL).status_code == browser.get(CHECK).status_code == 403
    page = browser.get("/staff/account/password")
    assert page.status_code == 200
    answer = post(browser, f"{URL}/extract", page="/staff/account/password", period=QUARTER.id, what="rows")
    assert answer.status_code == 403


def test_what_is_no_request_or_ended_at_another_time_is_not_in_it(
    store: ContactsStore, signed_in: SignIn
) -> None:
    day = timedelta(days=1)
    inside = request_of(store, QUARTER.last - day, HandoffOutcome.INFO_ONLY, case_number="P1")
    request_of(store, QUARTER.last, HandoffOutcome.INFO_ONLY, case_number="P2")
    request_of(store, QUARTER.first - 2 * day, HandoffOutcome.INFO_ONLY, case_number="P3")
    began_before = request_of(store, QUARTER.first - day, HandoffOutcome.INFO_ONLY, case_number="P4")
    with store.writing() as session:
        casual = contact(session, QUARTER.first, outcome=Outcome.HANDED_OFF)
        handoff(session, casual, HandoffOutcome.INFO_ONLY)
        casual.finalised_at = casual.started_at
    rows = rows_in(take(signed_in("ada"), "rows"))
    assert {each["Event Reference"] for each in rows} == {inside, began_before}


def test_a_day_is_the_councils_day_not_greenwichs(store: ContactsStore, cast: dict[str, int]) -> None:
    # Half past eleven in the evening of 30 June in Greenwich is 1 July in London.
    july = Period(date(2026, 7, 1), date(2026, 7, 31))
    reference = request_of(store, date(2026, 6, 29), HandoffOutcome.INFO_ONLY)
    with store.writing() as session:
        made = session.get_one(type(contact(session, date(2026, 1, 1))), 1)
        made.finalised_at = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    with store.reading() as session:
        (found,) = stored.ended(session, july, "Europe/London")
        assert (found.reference, found.ended) == (reference, date(2026, 7, 1))
        assert list(stored.ended(session, july, "UTC")) == []
        june = Period(date(2026, 6, 1), date(2026, 6, 30))
        assert stored.around(session, june, "Europe/London").still_open == 1


def test_safeguarding_makes_no_row_and_its_reference_none_either(
    store: ContactsStore, signed_in: SignIn
) -> None:
    both = request_of(store, QUARTER.first, HandoffOutcome.INFO_ONLY, case_number="P1")
    with store.writing() as session:
        made = contact(session, QUARTER.first)
        made.request_at = made.finalised_at = made.started_at
        apart = handoff(session, made, HandoffOutcome.ENQUIRY, kind=Kind.SAFEGUARDING, state=State.CLOSED)
        reference = apart.reference
    ada = signed_in("ada")
    page = ada.get(CHECK).get_data(as_text=True)
    assert count(page, "left_out") == "1" and reference not in page
    assert [each["Event Reference"] for each in rows_in(take(ada, "rows"))] == [both]


@pytest.mark.parametrize(
    "query", ["", "period=x", "first=2026-01-01&last=x", "first=9999-01-01&last=9999-02-01", "period=%00"]
)
def test_a_period_that_is_none_comes_back_with_a_sentence(signed_in: SignIn, query: str) -> None:
    answer = signed_in("ada").get(f"{URL}/check?{query}", follow_redirects=True)
    assert answer.status_code == 200
    assert "Choose a period that is over" in answer.get_data(as_text=True)


def test_a_file_of_no_kind_is_refused(signed_in: SignIn) -> None:
    assert take(signed_in("ada"), "everything").status_code == 400


def test_extracts_are_forgotten_with_the_trail(store: ContactsStore, settings: WebSettings) -> None:
    moment = now()
    with store.writing() as session:
        for days in (1, settings.keeping.audit_days + 1):
            stored.note_extract(
                session,
                ReturnExtract(
                    made_at=moment - timedelta(days=days), first=QUARTER.first, last=QUARTER.last,
                    release="2", what="rows", rows=0, failing=0, checksum="0" * 64,
                ),
            )  # fmt: skip
    with store.writing() as session:
        retention.purge(session, moment, settings.keeping)
        assert len(stored.newest_extracts(session, 10)) == 1


@pytest.fixture
def terminal(
    store: ContactsStore, settings: WebSettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., int]:
    """`python -m web cld` over the same store."""
    monkeypatch.setenv("VAR_DIR", str(settings.var_dir))
    monkeypatch.setenv("CONTACTS_DATABASE_URL", settings.contacts_database_url)

    def run(*more: str, first: str = str(QUARTER.first), last: str = str(QUARTER.last)) -> int:
        out = str(tmp_path / "cld.csv")
        return main(["cld", "--from", first, "--to", last, "--out", out, *more])

    return run


def test_at_a_terminal(
    three: list[str], terminal: Callable[..., int], store: ContactsStore, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert terminal("--failing", str(tmp_path / "failing.csv")) == 0
    said = capsys.readouterr().out
    assert "Wrote 2 requests to cld.csv; 0 were left out." in said and "1 of 2 would fail" in said
    file = tmp_path / "cld.csv"
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(file.read_text().splitlines()) == 3
    assert three[1] in (tmp_path / "failing.csv").read_text(encoding="utf-8-sig")
    with store.reading() as session:
        assert [each.what for each in stored.newest_extracts(session, 10)] == ["failing", "rows"]
        assert trail.newest(session, offset=0, limit=1)[0].staff_user_id is None


def test_only_what_passes_at_a_terminal(
    three: list[str], terminal: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert terminal("--passing-only") == 0
    assert "Wrote 1 requests" in capsys.readouterr().out
    assert len((tmp_path / "cld.csv").read_text().splitlines()) == 2


def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_written(
    terminal: Callable[..., int], store: ContactsStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert terminal(first="1 July") == 1
    assert "A day reads like 2026-07-01" in capsys.readouterr().err
    assert terminal(last=str(local_day(now(), "Europe/London"))) == 1
    assert "must be over" in capsys.readouterr().err
    assert terminal("--failing", str(tmp_path / "nowhere" / "failing.csv")) == 1
    assert "There is no folder" in capsys.readouterr().err
    assert terminal("--failing", str(tmp_path / "cld.csv")) == 1
    assert "two files" in capsys.readouterr().err
    monkeypatch.setenv("COUNCIL_NAME", "Norfolk")
    assert terminal() == 1
    assert "CLD_COUNCIL_CODE" in capsys.readouterr().err
    monkeypatch.delenv("COUNCIL_NAME")
    (tmp_path / "cld.csv").write_text("mine")
    assert terminal() == 1
    assert "is there already" in capsys.readouterr().err and (tmp_path / "cld.csv").read_text() == "mine"
    with store.reading() as session:
        assert stored.newest_extracts(session, 10) == []


class TestWithoutACode:
    """A council that has not said its code yet."""

    @pytest.fixture
    def settings(self, settings: WebSettings) -> WebSettings:
        shut = replace(settings.outbox.client_level, code="")
        return replace(settings, outbox=replace(settings.outbox, client_level=shut))

    def test_the_page_says_what_to_do_and_nothing_is_drawn(self, signed_in: SignIn) -> None:
        ada = signed_in("ada")
        page = ada.get(URL).get_data(as_text=True)
        assert "CLD_COUNCIL_CODE" in page and "<select" not in page
        assert ada.get(CHECK).status_code == 303
        answer = post(ada, f"{URL}/extract", page=URL, period=QUARTER.id, what="rows")
        assert answer.status_code == 400
