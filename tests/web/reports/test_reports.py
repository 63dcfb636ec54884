"""Something is wrong here: anybody can say so, nothing about them is kept, and an editor settles it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from tests.directory.freshness.conftest import Desk, old_service
from tests.web.keeping import send, site_over, text_of
from web.clock import now
from web.database import ContactsStore
from web.models.report import ProblemReport, Reporter, Wrong
from web.settings import Limits, WebSettings
from web.store import reports, retention

SignIn = Callable[[str], FlaskClient]
PAGE = "/something-wrong/lunch-1"
REPORTS = "/staff/upkeep/reports"


def waiting(store: ContactsStore) -> list[ProblemReport]:
    with store.reading() as session:
        return list(reports.waiting(session, 50))


def test_it_works(client: FlaskClient, store: ContactsStore) -> None:
    done = send(client, PAGE, page=PAGE, wrong="telephone", words="It is 01632 960777 now", nonce="n1")
    assert done.status_code == 303
    assert "Thank you" in text_of(client.get(done.headers["Location"]))
    [report] = waiting(store)
    assert (report.service_id, report.wrong, report.reporter, report.read_first) == (
        "lunch-1",
        Wrong.TELEPHONE,
        Reporter.RESIDENT,
        False,
    )


def test_twice_is_once(client: FlaskClient, store: ContactsStore) -> None:
    for _ in range(3):
        send(client, PAGE, page=PAGE, wrong="closed", words="", nonce="n1")
    assert len(waiting(store)) == 1


def test_what_could_say_who_somebody_is_is_not_kept(client: FlaskClient, store: ContactsStore) -> None:
    words = "My name is Rosa Marsh, ring me on 07700 900123 or rosa@example.org, 4 Mill Road DN15 6NL"
    send(client, PAGE, page=PAGE, wrong="other", words=words)
    [report] = waiting(store)
    assert report.words
    for private in ("Rosa", "07700", "rosa@", "Mill Road", "6NL"):
        assert private not in report.words


def test_words_rest_sealed(client: FlaskClient, store: ContactsStore) -> None:
    send(client, PAGE, page=PAGE, wrong="times", words="Closed on Tuesdays")
    with store.reading() as session:
        [kept] = session.scalars(text("SELECT words FROM problem_report"))
    assert "Tuesdays" not in kept


@pytest.mark.parametrize(
    ("fields", "said"),
    [({}, "Choose what is wrong"), ({"wrong": "everything"}, "Choose what is wrong"),
     ({"wrong": "other", "words": "x" * 1001}, "fewer than 1,000")],
)  # fmt: skip
def test_what_is_missing_is_said(
    client: FlaskClient, store: ContactsStore, fields: dict[str, str], said: str
) -> None:
    answer = send(client, PAGE, page=PAGE, **fields)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert waiting(store) == []


def test_danger_in_the_words_comes_first(client: FlaskClient, store: ContactsStore) -> None:
    answer = send(client, PAGE, page=PAGE, wrong="other", words="The carer there hit my mum")
    assert answer.status_code == 200
    assert "999" in answer.get_data(as_text=True).partition("<h1>Thank you")[0].partition('role="alert"')[2]
    assert waiting(store)[0].read_first


def test_an_adviser_is_told_apart(signed_in: SignIn, store: ContactsStore) -> None:
    send(signed_in("grace"), PAGE, page=PAGE, wrong="closed")
    assert waiting(store)[0].reporter is Reporter.ADVISER


def test_of_what_is_not_there_nothing_can_be_wrong(client: FlaskClient) -> None:
    assert client.get("/something-wrong/nowhere").status_code == 404


def test_a_form_that_was_open_too_long_comes_back_as_it_was(client: FlaskClient) -> None:
    answer = client.post(PAGE, data={"wrong": "times", "words": "Not on Mondays", "csrf_token": "old"})
    assert answer.status_code == 422
    assert "Not on Mondays" in answer.get_data(as_text=True)


def test_an_editor_settles_it_once(signed_in: SignIn, client: FlaskClient, store: ContactsStore) -> None:
    send(client, PAGE, page=PAGE, wrong="telephone", words="It rings out")
    ed = signed_in("ed")
    assert "It rings out" in text_of(ed.get(REPORTS))
    settle = f"{REPORTS}/{waiting(store)[0].id}/settle"
    for note, expected in (
        ("", "Nothing was done"),
        ("Rang them", "Settled."),
        ("Again", "settled this before"),
    ):
        done = send(ed, settle, page="/staff/upkeep/stale", note=note)
        assert expected in text_of(ed.get(done.headers["Location"]))
    assert waiting(store) == []
    assert "Rang them (ed," in text_of(ed.get(REPORTS))


@pytest.mark.parametrize("name", ["grace", "tom", "nadia", "ada"])
def test_only_editors_read_them(signed_in: SignIn, name: str) -> None:
    assert signed_in(name).get(REPORTS).status_code == 403


def test_one_address_cannot_flood_it(desk: Desk, settings: WebSettings) -> None:
    few = replace(settings, limits=replace(Limits(), reports="3 per minute"))
    desk.take_in(old_service())
    app: Flask = site_over(desk, few)
    browser = app.test_client()
    answers = [
        send(browser, PAGE, page=PAGE, wrong="closed", nonce=f"n{number}").status_code for number in range(5)
    ]
    app.extensions["signpost"].store.close()
    assert answers == [303, 303, 303, 429, 429]


def test_words_go_when_they_were_kept_long_enough(
    client: FlaskClient, store: ContactsStore, cast: dict[str, int], settings: WebSettings
) -> None:
    send(client, PAGE, page=PAGE, wrong="telephone", words="It rings out")
    keeping = settings.keeping
    with store.writing() as session:
        report = reports.waiting(session, 1)[0]
        reports.settle(session, [report.id], cast["ed"], "Rang them", now())
        retention.purge(session, now() + timedelta(days=keeping.words_days - 1), keeping)
    with store.writing() as session:
        assert reports.settled(session, 1)[0].words == "It rings out"
        retention.purge(session, now() + timedelta(days=keeping.words_days + 1), keeping)
    with store.writing() as session:
        [kept] = reports.settled(session, 1)
        assert (kept.words, kept.note, kept.wrong) == (None, None, Wrong.TELEPHONE)
        retention.purge(session, now() + timedelta(days=keeping.contact_days + 1), keeping)
    with store.reading() as session:
        assert list(reports.settled(session, 1)) == []
