"""Handing over on the line: the right people first, the caller's own words, and who took it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from bot.office_times import OfficeTimes
from bot.safeguarding.screen import Finding, Level
from bot.understand import Understanding
from directory.needs.heard import HeardNeed
from tests.web.adviser.forms import CALL, hidden
from web.adviser.tools.telling import MOST_SAID, telling
from web.database import ContactsStore
from web.models.call_tools import WarmHandover
from web.models.contact import Contact, Outcome
from web.models.staff import AuditEvent
from web.store import call_tools
from web.store.erasing import erase

RING = f"{CALL}/ring"
NOTHING = Understanding(None, None, (), False, "en")
DANGER = replace(NOTHING, risk=Finding("carer_breakdown", Level.URGENT, "carer_breakdown.01"))
CHECK = replace(NOTHING, risk=Finding("carer_breakdown", Level.CHECK, "carer_breakdown.02"))
ASKS = replace(NOTHING, request="existing_client")
NEEDS = replace(NOTHING, needs=(HeardNeed("falls_prevention", 0.9), HeardNeed("pets", 0.1)))


def note(browser: FlaskClient, words: str) -> None:
    browser.post(f"{CALL}/notes", data={**hidden(browser.get(CALL)), "notes": words})


def take(browser: FlaskClient, form: dict[str, str] | None = None, **typed: str) -> TestResponse:
    address = RING
    return browser.post(address, data={**(form or hidden(browser.get(address))), **typed})


def rows(store: ContactsStore) -> list[WarmHandover]:
    with store.reading() as session:
        return list(session.scalars(select(WarmHandover)))


def test_what_matters_is_read_out_and_nothing_is_put_into_other_words() -> None:
    pieces = [f"piece {number}" for number in range(12)]
    heard = [NOTHING] * 12
    heard[9], heard[10], heard[11] = DANGER, ASKS, NEEDS
    told = telling(pieces, heard)
    assert told.said[0] == "piece 0", "it begins as they began"
    assert set(told.said) >= {"piece 9", "piece 10", "piece 11"} and len(told.said) == MOST_SAID
    assert list(told.said) == sorted(told.said, key=pieces.index) and told.left_out == 6
    assert (told.dangers, told.requests, told.needs) == (
        ("carer_breakdown",), ("existing_client",), ("falls_prevention",)
    )  # fmt: skip


def test_a_danger_is_never_left_out_for_a_softer_sign() -> None:
    pieces = [f"piece {number}" for number in range(9)]
    told = telling(pieces, [CHECK] * 8 + [DANGER])
    assert "piece 8" in told.said


def test_without_anything_that_listens_the_words_are_there() -> None:
    assert telling(["she fell"], []).said == ("she fell",)


def test_the_page_says_whom_to_ring_and_what_to_say(grace: FlaskClient) -> None:
    note(grace, "my mum keeps falling, three times since August.")
    page = grace.get(RING).text
    assert "my mum keeps falling, three times since August." in page
    assert "This is Grace at the contact centre" in page
    assert "Nothing is passed on in writing yet" in page
    assert 'href="tel:01632960' in page


def test_who_took_it_is_kept_and_a_person_has_it(
    grace: FlaskClient, call: Contact, store: ContactsStore
) -> None:
    form = hidden(grace.get(RING))
    for _ in range(2):
        assert take(grace, form, line="duty", took_by="Priya, duty worker").status_code == 303
    [row] = rows(store)
    assert (row.line, row.took_by, row.contact_id) == ("duty", "Priya, duty worker", call.id)
    assert "The duty team: taken by Priya, duty worker (rung by grace)" in grace.get(RING).text
    with store.reading() as session:
        assert session.get_one(Contact, call.id).outcome is Outcome.HANDED_OFF
        assert session.scalars(select(AuditEvent.action)).all().count("handed_over_on_line") == 1


def test_an_alert_stays_an_alert(grace: FlaskClient, call: Contact, store: ContactsStore) -> None:
    with store.writing() as session:
        session.get_one(Contact, call.id).outcome = Outcome.RISK
    take(grace, line="duty", took_by="Priya")
    with store.reading() as session:
        assert session.get_one(Contact, call.id).outcome is Outcome.RISK


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"line": "duty", "took_by": " "}, "Write the name"),
        ({"line": "", "took_by": "Priya"}, "Choose who was rung"),
        ({"line": "the queen", "took_by": "Priya"}, "Choose who was rung"),
    ],
)
def test_what_must_be_put_right(
    grace: FlaskClient, store: ContactsStore, typed: dict[str, str], said: str
) -> None:
    answer = take(grace, **typed)
    assert answer.status_code == 422 and said in answer.text
    assert 'value="Priya"' in answer.text or not typed["took_by"].strip(), "nothing that was typed is lost"
    assert rows(store) == []


def test_nobody_else_hands_over_this_call(
    grace: FlaskClient, signed_in: Callable[[str], FlaskClient], store: ContactsStore
) -> None:
    address = RING
    assert signed_in("tom").get(address).status_code == 403


def test_a_concern_and_a_danger_bring_the_right_line_to_the_top(
    grace: FlaskClient, call: Contact, store: ContactsStore
) -> None:
    app = grace.application
    parts = app.extensions["signpost"]
    round_the_clock = replace(parts.settings, office=OfficeTimes())
    app.extensions["signpost"] = replace(parts, settings=round_the_clock)
    with store.writing() as session:
        contact = session.get_one(Contact, call.id)
        contact.risk_level, contact.safeguarding_concern = "urgent", True
    page = grace.get(RING).text
    assert "ask for 999 first" in page
    assert page.index("Ring first") < page.index('id="line"')
    first = page[: page.index("Ring first")].rindex("found-row__name")
    assert "The safeguarding team" in page[first:] or "The out-of-hours team" in page[first:]


def test_the_name_goes_when_the_contact_is_erased(
    grace: FlaskClient, call: Contact, store: ContactsStore
) -> None:
    take(grace, line="duty", took_by="Priya")
    with store.writing() as session:
        erase(session, call.id)
        assert [each.took_by for each in call_tools.handed_over(session, call.id)] == [None]
    assert "somebody whose name is not kept" in grace.get(RING).text
