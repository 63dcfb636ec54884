"""Who is asked whether it helped, when, which way, and once; who is rung instead; who is not, and why."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.web.helped.conftest import AMIR, check_of
from tests.web.messages.notify_service import Notify
from tests.web.outbox.conftest import Clock
from web.database import ContactsStore
from web.helped.planning import Planner
from web.messages.notify import NotifySender
from web.messages.receipts import look_after
from web.models.delivery import Delivery
from web.models.handoff import Handoff, HandoffOutcome
from web.models.help_check import AskedBy, HelpCheck
from web.outbox.rounds import Rounds
from web.settings import WebSettings
from web.store import help_checks

HandOn = Callable[..., str]
Close = Callable[..., None]


def test_two_weeks_after_the_end_they_are_asked_once(
    hand_on: HandOn, close: Close, planner: Planner, rounds: Rounds, notify: Notify, store: ContactsStore
) -> None:
    close(hand_on())
    rounds.deliver()  # the acknowledgement
    assert [planner.plan_and_note() for _ in range(3)] == [1, 0, 0]
    assert rounds.deliver() == 1
    assert rounds.deliver() == 0
    said = notify.sent[-1]["personalisation"]["body"]
    assert "Did it help?" in said and "https://signpost.example.org/did-it-help/" in said
    planner.plan_and_note()
    assert (check_of(store).asked_by, check_of(store).asked_at is not None) == (AskedBy.TEXT, True)


def test_who_only_gets_letters_is_rung(
    hand_on: HandOn, close: Close, planner: Planner, rounds: Rounds, notify: Notify, store: ContactsStore
) -> None:
    address = "12 Mill Lane, Eastmere, DN15 6AB"
    close(hand_on(contact={**AMIR, "address": address, "how": "by letter, or ring me, no texts or emails"}))
    rounds.deliver()
    planner.plan_and_note()
    rounds.deliver()
    assert [each["type"] for each in notify.sent] == ["letter"]
    assert check_of(store).asked_by is AskedBy.CALL


@pytest.mark.parametrize("days", [0.5, 13.9, 60])
def test_not_before_and_not_out_of_the_blue(
    days: float, hand_on: HandOn, close: Close, planner: Planner
) -> None:
    close(hand_on(), days)
    assert planner.plan_and_note() == 0


def test_not_while_somebody_is_at_it(hand_on: HandOn, planner: Planner, clock: Clock) -> None:
    hand_on()
    clock.pass_by(days=20)
    assert planner.plan_and_note() == 0


def test_nobody_is_asked_about_a_danger(
    hand_on: HandOn, close: Close, planner: Planner, store: ContactsStore
) -> None:
    close(hand_on("rosa", kind="safeguarding", request="report_safeguarding"))
    reference = hand_on("amir")
    close(reference)
    with store.writing() as session:
        session.scalars(
            select(Handoff).where(Handoff.reference == reference)
        ).one().contact.safeguarding_concern = True
    assert planner.plan_and_note() == 0


def test_nobody_is_asked_about_a_test_or_a_duplicate(hand_on: HandOn, close: Close, planner: Planner) -> None:
    close(hand_on(), outcome=HandoffOutcome.DUPLICATE)
    assert planner.plan_and_note() == 0


def test_who_has_a_landline_alone_is_rung(
    hand_on: HandOn, close: Close, planner: Planner, store: ContactsStore
) -> None:
    close(hand_on(contact={**AMIR, "phone": "01632 960123", "email": None}))
    planner.plan_and_note()
    with store.reading() as session:
        [(check, handoff)] = help_checks.to_ring(session, offset=0, limit=9)
        assert (check.asked_by, handoff.contact_name) == (AskedBy.CALL, "Amir")
        assert session.scalars(select(Delivery).where(Delivery.kind == "message.help_check")).all() == []


@pytest.mark.parametrize(
    ("person", "why_not"),
    [(None, "no_way"), ({**AMIR, "safe_to_contact": False}, "not_safe")],
)
def test_who_cannot_be_asked_is_counted_with_the_reason(
    person: dict[str, object] | None, why_not: str, hand_on: HandOn, close: Close, planner: Planner,
    store: ContactsStore,
) -> None:  # fmt: skip
    close(hand_on(contact=person))
    assert planner.plan_and_note() == 1
    assert (check_of(store).asked_by, check_of(store).why_not) == (AskedBy.NOBODY, why_not)


def test_whom_the_message_does_not_reach_is_rung(
    hand_on: HandOn, close: Close, planner: Planner, rounds: Rounds, notify: Notify, store: ContactsStore,
    clock: Clock, settings: WebSettings,
) -> None:  # fmt: skip
    close(hand_on())
    planner.plan_and_note()
    rounds.deliver()
    planner.plan_and_note()
    for each in notify.sent:
        each["status"] = "permanent-failure"
    look_after(store, NotifySender(settings.outbox.messages), clock)
    planner.plan_and_note()
    assert (check_of(store).asked_by, check_of(store).asked_at) == (AskedBy.CALL, None)


def test_who_says_in_the_meantime_that_it_is_not_safe_is_not_asked(
    hand_on: HandOn, close: Close, planner: Planner, rounds: Rounds, notify: Notify, store: ContactsStore
) -> None:
    reference = hand_on()
    rounds.deliver()
    close(reference)
    planner.plan_and_note()
    hand_on(contact={"safe_to_contact": False})
    assert rounds.deliver() == 0
    planner.plan_and_note()
    assert (check_of(store).asked_by, check_of(store).why_not) == (AskedBy.NOBODY, "not_safe")
    assert len(notify.sent) == 1


def test_one_question_for_one_contact(
    hand_on: HandOn, close: Close, planner: Planner, store: ContactsStore, clock: Clock
) -> None:
    close(hand_on())
    planner.plan_and_note()
    clock.pass_by(days=100)
    assert planner.plan_and_note() == 0
    with store.reading() as session:
        assert len(session.scalars(select(HelpCheck)).all()) == 1
