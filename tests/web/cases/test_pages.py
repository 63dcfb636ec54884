"""The case audit: the draw, two sheets blind to one another, agreement, who sees what, and what stays."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update

from tests.web.conftest import post
from tests.web.daily.making import TODAY, lay_out, say
from tests.web.numbers.making import belongs_to
from web.clock import now
from web.database import ContactsStore
from web.models.case_audit import CaseAgreement, CaseDrawn, CaseSheet, CaseWeek
from web.models.contact import Channel, Contact
from web.models.staff import AuditEvent
from web.numbers.chosen import week_of
from web.settings import Keeping, WebSettings
from web.staff.cases.form import checklist
from web.store import case_audit, retention
from web.worker import Worker

SignIn = Callable[[str], FlaskClient]
CASES = "/staff/cases"
MONDAY = week_of(TODAY) - timedelta(days=7)
ALL_YES = {f"item-{id_}": "yes" for id_ in checklist()}


def draw(store: ContactsStore) -> bool:
    with store.writing() as session:
        return case_audit.draw(session, MONDAY, now())


def cases(store: ContactsStore) -> list[CaseDrawn]:
    with store.reading() as session:
        return list(case_audit.cases_of(session, MONDAY))


@pytest.fixture
def one(store: ContactsStore) -> int:
    """The only case of last week; its number."""
    say(store, "my mum keeps falling", day=MONDAY)
    lay_out(store, MONDAY + timedelta(days=2))
    draw(store)
    return cases(store)[0].id


def page(browser: FlaskClient, address: str = CASES) -> str:
    return browser.get(address).get_data(as_text=True)


def send(browser: FlaskClient, case: int, form: str | None = None, **fields: str) -> Any:
    return post(browser, f"{CASES}/{case}/sheet", page=form or f"{CASES}/{case}", **(ALL_YES | fields))


def test_it_works(store: ContactsStore, signed_in: SignIn, cast: dict[str, int], one: int) -> None:
    leo, grace = signed_in("leo"), signed_in("grace")
    assert "MY MUM KEEPS FALLING" in page(leo, f"{CASES}/{one}")
    first = send(leo, one, note="Nobody asked about her husband.", **{"item-people": "no"})
    assert (first.status_code, first.headers["Location"]) == (303, f"{CASES}/{one}")
    assert send(grace, one, note="Well heard.").status_code == 303
    shown = page(grace)
    row = shown.partition('data-item="people"')[2].partition("</tr>")[0]
    numbers = re.findall(r'<td class="number"[^>]*>([^<]*)</td>', row)
    assert numbers[:3] == ["0", "1", "0%"]
    row = shown.partition('data-item="risk"')[2].partition("</tr>")[0]
    assert "100%" in row and "No value" in row
    talk = shown.partition('id="talk"')[2].partition("<h2")[0]
    assert "Do we know who is in their life? leo: <strong>No</strong>. grace: <strong>Yes</strong>." in talk
    read = signed_in("nadia").get(f"{CASES}.csv")
    assert read.mimetype == "text/csv"
    assert "people,Do we know who is in their life?,1,0,0.0,0.000" in read.get_data(as_text=True)
    with store.reading() as session:
        done = session.scalars(select(AuditEvent.action).where(AuditEvent.subject == "contact")).all()
    assert (done.count("looked_at_case"), done.count("handed_in_case_sheet")) == (3, 2)


def test_where_there_is_no_room_each_answer_has_its_name(signed_in: SignIn, one: int) -> None:
    leo = signed_in("leo")
    assert "It begins when two people have looked at the same case." in page(leo)
    for name in ("leo", "nadia"):
        send(signed_in(name), one)
    sheets = page(leo, f"{CASES}/{one}").partition('id="sheets"')[2]
    assert "table--cards" in sheets
    assert '<td data-label="leo">Yes</td><td data-label="nadia">Yes</td>' in sheets
    week = page(leo)
    assert "Nobody says anything else than the other." in week
    row = week.partition('data-item="people"')[2].partition("</tr>")[0]
    for label in ("The same", "Cases", "Share", "Kappa"):
        assert f'<td class="number" data-label="{label}">' in row


def test_neither_sees_the_other_before_both_are_done(signed_in: SignIn, one: int) -> None:
    leo, nadia = signed_in("leo"), signed_in("nadia")
    send(leo, one, note="Only leo knows this.", **{"item-people": "partly"})
    for browser in (leo, nadia):
        assert "Only leo knows this." not in page(browser, f"{CASES}/{one}")
        assert "Partly</td>" not in page(browser, f"{CASES}/{one}")
        assert "0%" not in page(browser)
    assert "You are done, one more to come" in page(leo)
    assert "One of two is done" in page(nadia)
    send(nadia, one)
    for browser in (leo, nadia):
        assert "Only leo knows this." in page(browser, f"{CASES}/{one}")


def test_a_sheet_is_handed_in_once_and_never_changed(
    store: ContactsStore, signed_in: SignIn, one: int
) -> None:
    leo = signed_in("leo")
    home = "/staff/cases/" + str(one)
    assert send(leo, one).status_code == 303
    assert send(leo, one, form="/staff/").status_code == 303  # the same again
    other = send(leo, one, form="/staff/", note="Something else.")
    assert other.status_code == 409
    assert "You handed in a sheet for this one before" in other.get_data(as_text=True)
    assert "Something else." in other.get_data(as_text=True)
    with store.reading() as session:
        assert len(session.scalars(select(CaseSheet)).all()) == 1
    assert "Hand in" not in page(leo, home)


def test_a_third_is_told_and_loses_nothing(store: ContactsStore, signed_in: SignIn, one: int) -> None:
    for name in ("leo", "nadia"):
        send(signed_in(name), one)
    third = send(signed_in("tom"), one, form="/staff/", note="I was slow.")
    assert third.status_code == 409
    assert "Two others were quicker" in third.get_data(as_text=True)
    assert "I was slow." in third.get_data(as_text=True)
    with store.reading() as session:
        assert sum(session.scalars(select(CaseAgreement.cases))) == len(checklist())


def test_what_is_missing_is_named_and_nothing_is_lost(signed_in: SignIn, one: int) -> None:
    answer = send(signed_in("leo"), one, note="kept", **{"item-risk": "", "item-mattered": "no"})
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert '<a href="#item-risk-yes">Was danger heard and answered? Answer this one.</a>' in shown
    assert 'id="item-mattered-no" name="item-mattered" value="no" checked' in shown
    assert ">kept</textarea>" in shown


def test_nothing_is_handed_in_before_it_can_be_read(store: ContactsStore, signed_in: SignIn) -> None:
    say(store, "my mum keeps falling", day=MONDAY)
    draw(store)
    leo, case = signed_in("leo"), cases(store)[0].id
    opened = page(leo, f"{CASES}/{case}")
    assert "Wait with the sheet until the words are there." in opened
    assert "Hand in" not in opened
    early = send(leo, case, form="/staff/", note="I guessed.")
    assert early.status_code == 409
    assert "I guessed." in early.get_data(as_text=True)
    with store.reading() as session:
        assert session.scalars(select(CaseSheet)).all() == []
    lay_out(store)
    assert send(leo, case).status_code == 303


@pytest.mark.parametrize("name", ["ed", "ada"])
def test_others_may_not(signed_in: SignIn, one: int, name: str) -> None:
    browser = signed_in(name)
    assert [browser.get(each).status_code for each in (CASES, f"{CASES}.csv", f"{CASES}/{one}")] == [403] * 3


def test_a_concern_is_the_safeguarding_teams_alone(store: ContactsStore, signed_in: SignIn) -> None:
    say(store, "he takes my money", day=MONDAY, safeguarding_concern=True, needs=["debt"])
    lay_out(store, MONDAY + timedelta(days=2))
    draw(store)
    (case,) = cases(store)
    for name in ("leo", "nadia", "grace", "tom"):
        browser = signed_in(name)
        assert "Two people of the safeguarding team look at this one" in page(browser)
        assert "Debt" not in page(browser)
        assert browser.get(f"{CASES}/{case.id}").status_code == 404
    assert "HE TAKES MY MONEY" in page(signed_in("sana"), f"{CASES}/{case.id}")


def test_nobody_looks_at_a_call_of_his_own(
    store: ContactsStore, signed_in: SignIn, cast: dict[str, int]
) -> None:
    say(store, "a call", day=MONDAY, channel=Channel.TELEPHONE, adviser_id=cast["grace"])
    draw(store)
    (case,) = cases(store)
    grace = signed_in("grace")
    assert "You held this conversation yourself" in page(grace, f"{CASES}/{case.id}")
    assert send(grace, case.id, form="/staff/").status_code == 403


def test_ten_are_drawn_once_for_ever(store: ContactsStore, settings: WebSettings) -> None:
    for number in range(25):
        say(store, f"message number {number}", day=MONDAY + timedelta(days=number % 7))
    say(store, "the week after", day=MONDAY + timedelta(days=7))
    Worker(store, settings).draw_cases()
    before = [(each.place, each.contact_id, each.lot) for each in cases(store)]
    assert [place for place, *_ in before] == list(range(1, 11))
    say(store, "came to count later", day=MONDAY)
    assert draw(store) is False
    Worker(store, settings).draw_cases()
    assert [(each.place, each.contact_id, each.lot) for each in cases(store)] == before
    with store.reading() as session:
        week = session.get_one(CaseWeek, MONDAY)
        assert (week.population, week.drawn) == (25, 10)


def test_a_draw_can_be_worked_out_again_and_a_bent_one_shows(store: ContactsStore, signed_in: SignIn) -> None:
    for number in range(12):
        say(store, f"message number {number}", day=MONDAY)
    draw(store)
    leo = signed_in("leo")
    assert "worked out again, and it is the same" in page(leo)
    drawn = {each.contact_id for each in cases(store)}
    with store.writing() as session:
        passed_over = session.scalars(select(Contact.id).where(Contact.id.not_in(drawn))).first()
        bent = update(CaseDrawn).where(CaseDrawn.place == 1).values(contact_id=passed_over)
        session.execute(bent)
    assert "does not come out the same" in page(leo)


def test_a_week_without_anybody_is_drawn_too(store: ContactsStore, signed_in: SignIn) -> None:
    assert "No week was drawn yet" in page(signed_in("leo"))
    assert draw(store)
    assert "nothing was drawn" in page(signed_in("leo"))
    assert signed_in("leo").get(f"{CASES}?week=1999-01-04").status_code == 404


def test_what_is_deleted_stays_in_the_table(store: ContactsStore, signed_in: SignIn, one: int) -> None:
    for name in ("leo", "nadia"):
        send(signed_in(name), one, note="a note")
    with store.writing() as session:
        retention.purge(session, now() + timedelta(days=120), Keeping(words_days=90))
        assert session.scalars(select(CaseSheet.note)).all() == [None, None]
        session.execute(delete(Contact))
    with store.reading() as session:
        assert session.scalars(select(CaseSheet.id)).all() == []
    shown = page(signed_in("leo"))
    assert "1 of them are deleted by now" in shown
    assert "100%" in shown.partition('data-item="risk"')[2].partition("</tr>")[0]


def test_a_case_that_turns_out_a_test_goes_from_the_list(
    store: ContactsStore, signed_in: SignIn, one: int
) -> None:
    with store.writing() as session:
        contact = session.get_one(Contact, session.get_one(CaseDrawn, one).contact_id)
        belongs_to(session, contact, None, void="test")
    leo = signed_in("leo")
    assert leo.get(f"{CASES}/{one}").status_code == 404
    assert "worked out again, and it is the same" in page(leo)
