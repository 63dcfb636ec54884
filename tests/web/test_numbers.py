"""The numbers, worked out by hand: two days, two channels, abandoned contacts in every denominator."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.web.handoff_json import FALLS, handoff
from web.database import ContactsStore
from web.handoffs.schema import HandoffIn
from web.models.contact import Author, Channel, Contact, Outcome
from web.models.handoff import Handoff, HandoffOutcome
from web.numbers.measures import MEASURES, Rate
from web.numbers.tally import DayAndChannel, Tally
from web.store import contacts, handoffs, numbers

MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)
WEB, TELEPHONE = Channel.WEB, Channel.TELEPHONE
ZONE = "Europe/London"

# day, channel, how it ended, whether it was handed off, what came of that
WEEK = [
    (MONDAY, WEB, Outcome.RESOLVED_CLAIMED, False, None),
    (MONDAY, WEB, Outcome.RESOLVED_CLAIMED, True, HandoffOutcome.ASSESSMENT_REQUESTED),
    (MONDAY, WEB, Outcome.ABANDONED, False, None),
    (MONDAY, WEB, Outcome.OPEN, True, HandoffOutcome.SIGNPOSTED_CONTENT),
    (MONDAY, TELEPHONE, Outcome.RESOLVED_CLAIMED, False, None),
    (TUESDAY, WEB, Outcome.RISK, True, None),
    (TUESDAY, WEB, Outcome.OPEN, False, None),
]


@pytest.fixture
def week(store: ContactsStore) -> None:
    with store.writing() as session:
        for number, (day, channel, outcome, handed_off, result) in enumerate(WEEK):
            contact = _contact(session, f"conversation-{number}", day, channel, outcome)
            if handed_off:
                _handoff(session, number, contact, day, result)
        # Opened by an adviser, and nobody ever spoke: no contact.
        contacts.start_contact(session, "never-spoken", TELEPHONE, time_zone=ZONE).started_on = MONDAY


def _contact(session: Session, name: str, day: date, channel: Channel, outcome: Outcome) -> Contact:
    contact = contacts.start_contact(session, name, channel, time_zone=ZONE)
    contact.started_on = day
    contacts.append_message(session, contact, Author.RESIDENT, words=FALLS)
    if outcome is Outcome.RISK:
        risk = {"category": "falls_now", "level": "urgent"}
        contacts.note_understanding(session, contact, risk=risk)
    contacts.set_outcome(session, contact, outcome)
    return contact


def _handoff(
    session: Session, number: int, contact: Contact, day: date, result: HandoffOutcome | None
) -> None:
    body = handoff(conversation_id=f"conversation-{number}", idempotency_key=f"key-number-{number:08}")
    received = handoffs.receive(
        session, HandoffIn.model_validate(body, strict=False), f"SP-{number:04}-0000", ZONE
    )
    kept = session.query(Handoff).filter_by(reference=received.reference).one()
    kept.received_on, kept.outcome = day, result


def test_it_works(week: None, store: ContactsStore) -> None:
    with store.reading() as session:
        rows = numbers.tallies(session, MONDAY, TUESDAY)
    # contacts, resolved, handed off, abandoned, alerts, open, hand-offs, assessments, decided
    assert rows == {
        DayAndChannel(TUESDAY, "web"): Tally(2, 0, 1, 0, 1, 1, 1, 0, 0),
        DayAndChannel(MONDAY, "telephone"): Tally(1, 1, 0, 0, 0, 0, 0, 0, 0),
        DayAndChannel(MONDAY, "web"): Tally(4, 1, 2, 1, 0, 0, 2, 1, 2),
    }
    assert list(rows)[0].day == TUESDAY


def test_the_whole_period_by_hand(week: None, store: ContactsStore) -> None:
    with store.reading() as session:
        whole = sum(numbers.tallies(session, MONDAY, TUESDAY).values(), start=Tally())
    assert {measure.id: measure.rate(whole) for measure in MEASURES} == {
        "resolved_claimed": Rate(2, 7),
        "handed_off": Rate(3, 7),
        "abandoned": Rate(1, 7),
        "alerts": Rate(1, 7),
        "still_open": Rate(1, 7),
        "became_assessment": Rate(1, 3),
        "decided": Rate(2, 3),
    }


def test_days_outside_the_period_are_not_counted(week: None, store: ContactsStore) -> None:
    with store.reading() as session:
        assert {row.day for row in numbers.tallies(session, TUESDAY, TUESDAY)} == {TUESDAY}


def test_a_share_of_nothing_is_no_number() -> None:
    assert Rate(0, 0).percent is None
    assert Rate(1, 4).percent == 25.0


def test_every_measure_has_a_definition_that_names_what_it_is_out_of() -> None:
    assert all("out of all" in measure.definition for measure in MEASURES)


def test_a_handed_off_contact_never_counts_as_resolved(store: ContactsStore) -> None:
    with store.writing() as session:
        contact = contacts.start_contact(session, "c", WEB, time_zone=ZONE)
        contacts.set_outcome(session, contact, Outcome.HANDED_OFF)
        contacts.note_record(session, contact, {"outcome": "resolved"})
        assert contact.outcome is Outcome.HANDED_OFF


def test_the_page_shows_number_and_denominator_and_no_words(
    week: None, signed_in: Callable[[str], FlaskClient]
) -> None:
    page = signed_in("nadia").get("/staff/numbers?from=2026-11-16&to=2026-11-17").get_data(as_text=True)
    assert "7 contacts and 3 hand-offs" in page
    assert "16 November 2026</time>, website" in page
    assert "1 of 4" in page
    assert "28.6%" in page
    assert "<caption>" in page
    assert 'scope="row"' in page
    assert "falling" not in page


@pytest.mark.parametrize(
    "query", ["from=x&to=y", "from=2026-12-01&to=2026-01-01", "to=0001-01-01", "from=9999-12-31"]
)
def test_a_strange_period_is_no_failure(signed_in: Callable[[str], FlaskClient], query: str) -> None:
    assert signed_in("nadia").get(f"/staff/numbers?{query}").status_code == 200


def test_the_day_is_the_councils_own() -> None:
    from web.clock import local_day

    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert local_day(late, "Europe/London") == date(2026, 7, 2)
