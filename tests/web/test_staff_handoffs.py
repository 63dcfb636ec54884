"""Tom works the list of hand-offs: words first, one outcome, and nothing lost by being second."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.web.conftest import post
from tests.web.handoff_json import FALLS, handoff
from web.database import ContactsStore
from web.handoffs.schema import HandoffIn
from web.models.handoff import Handoff, HandoffOutcome, State
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
        handoffs.receive(session, incoming, reference, "Europe/London")
        return session.scalars(select(Handoff.id).where(Handoff.reference == reference)).one()


def test_it_works(signed_in: SignIn, received: int, store: ContactsStore) -> None:
    page = signed_in("tom").get(PAGE).get_data(as_text=True)
    assert page.index("keeps falling") < page.index("How to reach them")
    for shown in ("she is 84", "mum", "Steady Steps", "DN15", "Not said"):
        assert shown in page
    with store.reading() as session:
        assert count_events(session, "looked_at_handoff", received) == 1


def test_the_list_is_newest_first_and_page_by_page(signed_in: SignIn, store: ContactsStore) -> None:
    for number in range(27):
        receive(store, f"SP-{number:04}-0000")
    tom = signed_in("tom")
    first, second = (tom.get(f"/staff/handoffs?page={page}").get_data(as_text=True) for page in (1, 2))
    assert "27 in all, 27 waiting" in first
    assert first.index("SP-0026-0000") < first.index("SP-0025-0000")
    assert "SP-0001-0000" not in first
    assert "SP-0001-0000" in second
    assert "SP-0000-0000" in second
    assert FALLS not in first


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", ""])
def test_a_strange_page_number_is_no_failure(signed_in: SignIn, page: str) -> None:
    assert signed_in("tom").get(f"/staff/handoffs?page={page}").status_code == 200


def test_one_outcome_is_recorded(signed_in: SignIn, received: int, store: ContactsStore) -> None:
    tom = signed_in("tom")
    answer = post(tom, f"{PAGE}/outcome", page=PAGE, outcome="assessment_requested", note="Visit on Monday")
    assert answer.status_code == 303
    page = tom.get(PAGE).get_data(as_text=True)
    assert "Went on to an assessment" in page
    assert "Visit on Monday" in page
    assert "by tom" in page
    with store.reading() as session:
        kept = session.get_one(Handoff, received)
        assert (kept.outcome, kept.state) == (HandoffOutcome.ASSESSMENT_REQUESTED, State.CLOSED)
        assert count_events(session, "recorded_outcome", received) == 1


def test_the_same_outcome_again_changes_nothing(
    signed_in: SignIn, received: int, store: ContactsStore
) -> None:
    tom = signed_in("tom")
    # A double click: both forms were loaded before either was sent.
    before = tom.get(PAGE).get_data(as_text=True)
    token = before.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token, "outcome": "signposted_content", "note": ""}
    assert [tom.post(f"{PAGE}/outcome", data=form).status_code for _ in range(2)] == [303, 303]
    with store.reading() as session:
        assert count_events(session, "recorded_outcome", received) == 1


def test_a_second_different_outcome_is_refused_and_what_was_written_comes_back(
    signed_in: SignIn, received: int, store: ContactsStore
) -> None:
    tom, grace = signed_in("tom"), signed_in("grace")
    token = grace.get(PAGE).get_data(as_text=True).split('name="csrf_token" value="')[1].split('"')[0]
    post(tom, f"{PAGE}/outcome", page=PAGE, outcome="assessment_requested", note="")
    form = {"csrf_token": token, "outcome": "other", "note": "Moved to her sister"}
    answer = grace.post(f"{PAGE}/outcome", data=form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "tom recorded another outcome" in page
    assert "Moved to her sister" in page
    with store.reading() as session:
        kept = session.get_one(Handoff, received)
        assert (kept.outcome, kept.outcome_note) == (HandoffOutcome.ASSESSMENT_REQUESTED, None)


@pytest.mark.parametrize(
    ("outcome", "note", "told"),
    [
        ("", "", "Choose what came of this"),
        ("deflected", "", "Choose what came of this"),
        ("other", "  ", "Write in a few words"),
        ("assessment_requested", "x" * 2001, "The note is too long"),
    ],
)
def test_an_outcome_that_is_not_whole_is_asked_for_again(
    signed_in: SignIn, received: int, store: ContactsStore, outcome: str, note: str, told: str
) -> None:
    answer = post(signed_in("tom"), f"{PAGE}/outcome", page=PAGE, outcome=outcome, note=note)
    assert answer.status_code == 422
    assert told in answer.get_data(as_text=True)
    with store.reading() as session:
        assert session.get_one(Handoff, received).outcome is None


def test_safeguarding_is_kept_apart(signed_in: SignIn, store: ContactsStore) -> None:
    receive(store, REFERENCE, kind="safeguarding")
    for name, status in {"tom": 404, "grace": 404, "sana": 200, "ada": 403}.items():
        browser = signed_in(name)
        assert browser.get(PAGE).status_code == status
        assert (REFERENCE in browser.get("/staff/handoffs").get_data(as_text=True)) is (status == 200)


@pytest.mark.parametrize("reference", ["SP-0000-0001", "nonsense", "SP-1111-1111", "%00"])
def test_a_reference_that_is_none_is_not_found(signed_in: SignIn, received: int, reference: str) -> None:
    assert signed_in("tom").get(f"/staff/handoffs/{reference}").status_code == 404


def test_what_comes_in_after_the_outcome_is_pointed_out(
    signed_in: SignIn, received: int, store: ContactsStore
) -> None:
    tom = signed_in("tom")
    post(tom, f"{PAGE}/outcome", page=PAGE, outcome="signposted_content", note="")
    receive(store, REFERENCE, contact={"phone": "01632 960777"})
    page = tom.get(PAGE).get_data(as_text=True)
    assert "Something new came in" in page
    assert "01632 960777" in page


def test_what_a_resident_writes_is_shown_as_text(signed_in: SignIn, store: ContactsStore) -> None:
    receive(store, REFERENCE, words=["<script>alert(1)</script>"])
    page = signed_in("tom").get(PAGE).get_data(as_text=True)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def count_events(session: Session, action: str, subject_id: int) -> int:
    """How often an action on one subject stands in the trail."""
    query = select(func.count()).where(AuditEvent.action == action, AuditEvent.subject_id == subject_id)
    return session.scalar(query) or 0
