"""Tom works a hand-off: words first, one move at a time, and nothing lost by being second."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.safeguarding.hours import OfficeHours
from tests.web.handoff_json import handoff
from web.database import ContactsStore
from web.handoffs.schema import HandoffIn
from web.models.handoff import Handoff, HandoffOutcome, State, Team
from web.models.staff import AuditEvent
from web.store import handoffs

SignIn = Callable[[str], FlaskClient]
REFERENCE = "SP-0000-0000"
PAGE = f"/staff/handoffs/{REFERENCE}"


@pytest.fixture
def received(store: ContactsStore) -> int:
    return receive(store, REFERENCE)


def receive(store: ContactsStore, reference: str, **more: object) -> int:
    """Stores a hand-off under `reference`; its id."""
    key = f"key-of-{reference}-1234"
    incoming = HandoffIn.model_validate(
        {**handoff(**more), "idempotency_key": key, "conversation_id": None}, strict=False
    )
    with store.writing() as session:
        handoffs.receive(session, incoming, reference, OfficeHours())
        return session.scalars(select(Handoff.id).where(Handoff.reference == reference)).one()


def form_of(browser: FlaskClient, move: str) -> dict[str, str]:
    """What the form of one move carries on the page as it is now; {} where the page offers no such form."""
    page = browser.get(PAGE).get_data(as_text=True)
    found = re.search(rf'<form [^>]*id="form-{move}">(.*?)</form>', page, re.DOTALL)
    if found is None:
        return {}
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', found[1]))


def move(browser: FlaskClient, name: str, **fields: str) -> Any:
    """Fills in the form of one move and sends it."""
    return browser.post(f"{PAGE}/move", data={**form_of(browser, name), **fields})


def kept(store: ContactsStore, id_: int) -> Handoff:
    with store.reading() as session:
        return session.get_one(Handoff, id_)


def test_it_works(signed_in: SignIn, received: int, store: ContactsStore) -> None:
    page = signed_in("tom").get(PAGE).get_data(as_text=True)
    assert page.index("keeps falling") < page.index("How to reach them")
    for shown in ("she is 84", "mum", "Steady Steps", "DN15", "Not said", "Not taken yet"):
        assert shown in page
    with store.reading() as session:
        assert count_events(session, "looked_at_handoff", received) == 1


def test_taken_worked_and_closed(signed_in: SignIn, received: int, store: ContactsStore) -> None:
    tom = signed_in("tom")
    assert move(tom, "claim").status_code == 303
    assert move(tom, "tried", note="rang at ten").status_code == 303
    assert move(tom, "reached", note="her son answered").status_code == 303
    assert move(tom, "close", outcome="assessment_requested", note="Visit on Monday").status_code == 303
    page = tom.get(PAGE).get_data(as_text=True)
    for shown in ("Goes on to an assessment", "Visit on Monday", "by tom", "rang at ten", "tom reached them"):
        assert shown in page
    closed = kept(store, received)
    assert (closed.outcome, closed.state) == (HandoffOutcome.ASSESSMENT_REQUESTED, State.CLOSED)
    with store.reading() as session:
        assert count_events(session, "handoff_close", received) == 1


def test_a_page_offers_only_what_can_be_done(signed_in: SignIn, received: int) -> None:
    tom, grace = signed_in("tom"), signed_in("grace")
    assert form_of(tom, "claim") and form_of(tom, "note") and not form_of(tom, "close")
    move(tom, "claim")
    assert form_of(tom, "close") and not form_of(tom, "claim")
    assert form_of(grace, "take_over") and not form_of(grace, "close")


def test_of_two_who_take_it_one_has_it_and_the_other_is_told(
    signed_in: SignIn, received: int, store: ContactsStore, cast: dict[str, int]
) -> None:
    tom, grace = signed_in("tom"), signed_in("grace")
    forms = [form_of(browser, "claim") for browser in (tom, grace)]
    answers = [each.post(f"{PAGE}/move", data=form) for each, form in zip((tom, grace), forms, strict=True)]
    assert [answer.status_code for answer in answers] == [303, 409]
    assert "changed while your page was open" in answers[1].get_data(as_text=True)
    assert kept(store, received).claimed_by == cast["tom"]


def test_the_same_form_twice_is_done_once(signed_in: SignIn, received: int, store: ContactsStore) -> None:
    tom = signed_in("tom")
    form = form_of(tom, "claim")
    assert [tom.post(f"{PAGE}/move", data=form).status_code for _ in range(2)] == [303, 303]
    with store.reading() as session:
        assert count_events(session, "handoff_claim", received) == 1


def test_what_the_second_wrote_comes_back_and_can_be_sent_again(
    signed_in: SignIn, received: int, store: ContactsStore
) -> None:
    tom = signed_in("tom")
    move(tom, "claim")
    old = form_of(tom, "close")
    receive(store, REFERENCE, contact={"phone": "01632 960777"})
    answer = tom.post(f"{PAGE}/move", data={**old, "outcome": "other", "note": "Moved to her sister"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    for shown in ("Moved to her sister", "01632 960777", "Something new came in", 'value="other" checked'):
        assert shown in page
    assert kept(store, received).outcome is None
    assert move(tom, "close", outcome="other", note="Moved to her sister").status_code == 303


def test_closed_by_another_meanwhile_shows_both(
    signed_in: SignIn, received: int, store: ContactsStore
) -> None:
    tom, grace = signed_in("tom"), signed_in("grace")
    move(tom, "claim")
    old = form_of(tom, "close")
    move(grace, "take_over")
    move(grace, "close", outcome="info_only", note="she rang me")
    answer = tom.post(f"{PAGE}/move", data={**old, "outcome": "other", "note": "Moved to her sister"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Information or advice only" in page and "she rang me" in page
    assert "Moved to her sister" in page and "was not recorded" in page
    assert kept(store, received).outcome is HandoffOutcome.INFO_ONLY


@pytest.mark.parametrize(
    ("name", "fields", "told"),
    [
        ("close", {}, "Choose what came of it"),
        ("close", {"outcome": "deflected"}, "Choose what came of it"),
        ("close", {"outcome": "other", "note": "  "}, "Write a few words"),
        ("close", {"outcome": "info_only", "note": "x" * 2001}, "The note is too long"),
        ("hand_on", {"team": "nobody", "note": "x"}, "Choose another team"),
        (
            "hand_on",
            {"team": "safeguarding", "note": "x"},
            "The safeguarding team works in a queue of its own",
        ),
        ("hand_on", {"team": "housing"}, "Write a few words"),
        ("promise", {}, "Give a day and time"),
        ("promise", {"day": "2020-01-01", "time": "10:00"}, "Give a day and time"),
        ("promise", {"day": "2999-01-01", "time": "10:00"}, "Give a day and time"),
        ("wait", {"day": "soon"}, "Give a day and time"),
        ("tried", {}, "Write a few words"),
    ],
)
def test_what_is_not_whole_is_asked_for_again(
    signed_in: SignIn, received: int, store: ContactsStore, name: str, fields: dict[str, str], told: str
) -> None:
    tom = signed_in("tom")
    move(tom, "claim")
    before = kept(store, received).version
    answer = move(tom, name, **fields)
    assert answer.status_code == 422
    assert told in answer.get_data(as_text=True)
    assert kept(store, received).version == before


@pytest.mark.parametrize("fields", [{}, {"move": "late"}, {"move": "close_empty"}, {"move": "nonsense"}])
def test_what_is_no_move_of_a_person_is_refused(
    signed_in: SignIn, received: int, fields: dict[str, str]
) -> None:
    tom = signed_in("tom")
    form = {**form_of(tom, "claim"), "move": "", **fields}
    answer = tom.post(f"{PAGE}/move", data=form)
    assert answer.status_code == 422
    assert "Choose what to do" in answer.get_data(as_text=True)


def test_what_somebody_else_has_is_refused_in_a_sentence(signed_in: SignIn, received: int) -> None:
    tom, grace = signed_in("tom"), signed_in("grace")
    move(tom, "claim")
    form = {**form_of(grace, "take_over"), "move": "close", "outcome": "info_only"}
    answer = grace.post(f"{PAGE}/move", data=form)
    assert answer.status_code == 409
    assert "Somebody else has it" in answer.get_data(as_text=True)


def test_a_request_for_an_assessment_is_not_closed_by_refusing_it(
    signed_in: SignIn, store: ContactsStore
) -> None:
    receive(store, REFERENCE, request="request_assessment")
    tom = signed_in("tom")
    move(tom, "claim")
    assert "no_assessment_needed" not in tom.get(PAGE).get_data(as_text=True)
    answer = move(tom, "close", outcome="no_assessment_needed", note="not needed")
    assert answer.status_code == 422
    assert "Only they can let go of it" in answer.get_data(as_text=True)


def test_handed_on_to_another_team_with_a_word(
    signed_in: SignIn, received: int, store: ContactsStore
) -> None:
    tom = signed_in("tom")
    assert move(tom, "hand_on", team="housing", note="it is the damp").status_code == 303
    assert kept(store, received).team is Team.HOUSING
    assert "tom handed it on to Housing" in tom.get(PAGE).get_data(as_text=True)


def test_safeguarding_is_kept_apart(signed_in: SignIn, store: ContactsStore) -> None:
    receive(store, REFERENCE, kind="safeguarding")
    for name, (page, queue) in {
        "tom": (404, 403),
        "grace": (404, 403),
        "sana": (200, 200),
        "ada": (403, 403),
    }.items():
        browser = signed_in(name)
        assert browser.get(PAGE).status_code == page
        assert browser.get("/staff/safeguarding").status_code == queue
        assert REFERENCE not in browser.get("/staff/handoffs").get_data(as_text=True)
    assert REFERENCE in signed_in("sana").get("/staff/safeguarding").get_data(as_text=True)


def test_the_safeguarding_team_decides_on_an_enquiry(signed_in: SignIn, store: ContactsStore) -> None:
    id_ = receive(store, REFERENCE, kind="safeguarding")
    sana = signed_in("sana")
    move(sana, "claim")
    assert not form_of(sana, "hand_on")
    assert move(sana, "close", outcome="info_only").status_code == 422
    assert move(sana, "close", outcome="safeguarding_enquiry", note="all three are there").status_code == 303
    assert kept(store, id_).outcome is HandoffOutcome.ENQUIRY


@pytest.mark.parametrize("reference", ["SP-0000-0001", "nonsense", "SP-1111-1111", "%00"])
def test_a_reference_that_is_none_is_not_found(signed_in: SignIn, received: int, reference: str) -> None:
    assert signed_in("tom").get(f"/staff/handoffs/{reference}").status_code == 404


def test_what_comes_in_after_the_end_is_pointed_out_and_listed(
    signed_in: SignIn, received: int, store: ContactsStore
) -> None:
    tom = signed_in("tom")
    move(tom, "claim")
    move(tom, "close", outcome="info_only")
    assert REFERENCE not in tom.get("/staff/handoffs").get_data(as_text=True)
    receive(store, REFERENCE, contact={"phone": "01632 960777"})
    page = tom.get(PAGE).get_data(as_text=True)
    assert "Something new came in" in page and "after it was closed" in page
    assert "01632 960777" in page
    assert REFERENCE in tom.get("/staff/handoffs").get_data(as_text=True)
    assert move(tom, "reopen", note="she gave a number").status_code == 303
    assert kept(store, received).state is State.IN_PROGRESS


def test_what_a_resident_writes_is_shown_as_text(signed_in: SignIn, store: ContactsStore) -> None:
    receive(store, REFERENCE, words=["<script>alert(1)</script>"])
    page = signed_in("tom").get(PAGE).get_data(as_text=True)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def count_events(session: Session, action: str, subject_id: int) -> int:
    """How often an action on one subject stands in the trail."""
    query = select(func.count()).where(AuditEvent.action == action, AuditEvent.subject_id == subject_id)
    return session.scalar(query) or 0
