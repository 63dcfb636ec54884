"""Messages to people from the hand-off to Notify: whom, which way, when, in which words, and never twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.web.messages.conftest import AMIR
from tests.web.messages.notify_service import THEN_CUT, Notify
from tests.web.outbox.conftest import Clock
from web.database import ContactsStore
from web.messages.carrier import PersonCarrier
from web.messages.local import LocalSender
from web.messages.notify import NotifySender
from web.messages.receipts import look_after
from web.messages.telling import tell_organisations_answers
from web.models.delivery import Delivery, DeliveryState, Target
from web.models.handoff import Handoff
from web.models.queue import Answer, VoluntaryOffer
from web.models.record import ContactRecord
from web.outbox.rounds import Rounds
from web.settings import WebSettings
from web.store import local_messages, queue

HandOn = Callable[..., str]


def the_one(store: ContactsStore) -> Delivery:
    with store.reading() as session:
        return session.scalars(select(Delivery).where(Delivery.target == Target.PERSON)).one()


def test_a_mobile_number_gets_a_text_with_the_reference_and_nothing_of_what_it_is_about(
    hand_on: HandOn, rounds: Rounds, notify: Notify, store: ContactsStore
) -> None:
    reference = hand_on()
    assert rounds.deliver() == 1
    [sent] = notify.sent
    said = sent["personalisation"]["body"]
    assert (sent["type"], sent["phone_number"]) == ("sms", "+447700900123")
    assert reference in said and "Eastmere" in said
    telling = ("care", "fall", "mum", "carer", "social", "Amir", "assessment", "support")
    assert [word for word in telling if word in said] == []
    assert len(said) <= 306
    assert the_one(store).number == sent["reference"]


def test_it_says_by_when_somebody_gets_in_touch(
    hand_on: HandOn, rounds: Rounds, notify: Notify, store: ContactsStore, clock: Clock
) -> None:
    hand_on()
    with store.writing() as session:
        session.scalars(select(Handoff)).one().promised_by = clock.moment.replace(
            year=2031, month=3, day=7, hour=12
        )
    rounds.deliver()
    assert "by Friday 7 March 2031" in notify.sent[0]["personalisation"]["body"]


def test_what_it_says_is_a_promise_from_then_on(
    hand_on: HandOn, rounds: Rounds, notify: Notify, store: ContactsStore
) -> None:
    hand_on()
    with store.reading() as session:
        assert session.scalars(select(Handoff.promised_by)).one() is None
    rounds.deliver()
    with store.reading() as session:
        made = session.scalars(select(Handoff)).one()
        assert made.promised_by == made.respond_by is not None
        assert [each.move for each in queue.history(session, made.id)] == ["arrive", "told"]


def test_without_a_mobile_number_it_is_an_email(hand_on: HandOn, rounds: Rounds, notify: Notify) -> None:
    reference = hand_on(contact={**AMIR, "phone": "01632 960123"})
    rounds.deliver()
    [sent] = notify.sent
    assert (sent["type"], sent["email_address"]) == ("email", "amir@example.org")
    assert reference in sent["personalisation"]["subject"]


def test_it_waits_for_the_last_details(hand_on: HandOn, rounds: Rounds, notify: Notify, clock: Clock) -> None:
    tomorrow = clock.moment
    hand_on(contact={**AMIR, "safe_to_contact": None})
    hand_on(contact={"phone": "07700 900124", "safe_to_contact": True})
    clock.moment = datetime.now(UTC)  # as they came in: eleven o'clock of today may still lie ahead
    assert rounds.deliver() == 0
    clock.moment = tomorrow
    assert rounds.deliver() == 1
    assert notify.sent[0]["phone_number"] == "+447700900124"


@pytest.mark.parametrize(
    "person",
    [
        {**AMIR, "safe_to_contact": False},
        {**AMIR, "safe_to_contact": None},
        {"name": "Amir", "safe_to_contact": True},
        None,
    ],
)
def test_where_nobody_said_that_it_is_safe_nothing_is_sent(
    person: dict[str, object] | None, hand_on: HandOn, rounds: Rounds, notify: Notify
) -> None:
    hand_on(contact=person)
    assert (rounds.deliver(), notify.sent) == (0, [])


def test_who_did_not_agree_gets_nothing(hand_on: HandOn, rounds: Rounds, notify: Notify) -> None:
    hand_on(agreed_to_pass_on=False)
    assert (rounds.deliver(), notify.sent) == (0, [])


def test_about_a_danger_nothing_is_ever_sent_by_itself(
    hand_on: HandOn, rounds: Rounds, notify: Notify, store: ContactsStore
) -> None:
    hand_on("rosa", kind="safeguarding", request="report_safeguarding")
    hand_on("amir")
    with store.writing() as session:  # a concern that was heard before the message went out
        session.scalars(select(Handoff)).all()[-1].contact.safeguarding_concern = True
    assert (rounds.deliver(), notify.sent) == (0, [])
    assert (the_one(store).state, the_one(store).last_failure) == (DeliveryState.DROPPED, "kept_apart")


def test_what_is_said_until_it_goes_out_counts(
    hand_on: HandOn, rounds: Rounds, notify: Notify, store: ContactsStore
) -> None:
    hand_on()
    hand_on(contact={"safe_to_contact": False})
    assert (rounds.deliver(), notify.sent) == (0, [])
    assert the_one(store).state is DeliveryState.DROPPED


def test_what_staff_put_right_counts_before_what_was_given(
    hand_on: HandOn, rounds: Rounds, notify: Notify, store: ContactsStore
) -> None:
    hand_on()
    with store.writing() as session:
        record = session.scalars(select(ContactRecord)).one()
        record.never, record.contact_email = ["text"], "amir.khan@example.org"
    rounds.deliver()
    assert [(each["type"], each.get("email_address")) for each in notify.sent] == [
        ("email", "amir.khan@example.org")
    ]


def test_nobody_is_woken_by_a_text(
    hand_on: HandOn, rounds: Rounds, notify: Notify, clock: Clock, store: ContactsStore
) -> None:
    hand_on()
    clock.moment = clock.moment.replace(hour=23, minute=30)
    assert (rounds.deliver(), notify.sent) == (0, [])
    assert the_one(store).attempts == 0
    clock.pass_by(hours=12)
    assert rounds.deliver() == 1


def test_a_line_that_broke_sends_nobody_two(
    hand_on: HandOn, rounds: Rounds, notify: Notify, clock: Clock
) -> None:
    hand_on()
    notify.answers = [THEN_CUT]
    assert rounds.deliver() == 0
    clock.pass_by(minutes=5)
    assert rounds.deliver() == 1
    assert len(notify.sent) == 1


def test_a_worker_that_was_killed_after_sending_sends_nobody_two(
    hand_on: HandOn, store: ContactsStore, settings: WebSettings, notify: Notify, clock: Clock
) -> None:
    class Killed(BaseException):
        pass

    class Dies(NotifySender):
        def send(self, message: object, *, again: bool) -> object:  # type: ignore[override]
            super().send(message, again=again)  # type: ignore[arg-type]
            raise Killed

    hand_on()
    for sender in (Dies(settings.outbox.messages), NotifySender(settings.outbox.messages)):
        rounds = Rounds(
            store, Target.PERSON, PersonCarrier(store, settings, sender, clock), tries=5, clock=clock
        )
        try:
            rounds.deliver()
        except Killed:
            clock.pass_by(minutes=4)
    assert len(notify.sent) == 1
    assert the_one(store).state is DeliveryState.DELIVERED


def test_receipts_are_asked_for_until_they_are_final(
    hand_on: HandOn, rounds: Rounds, notify: Notify, clock: Clock, store: ContactsStore, settings: WebSettings
) -> None:
    sender = NotifySender(settings.outbox.messages)
    hand_on()
    rounds.deliver()
    assert look_after(store, sender, clock) == 0
    assert the_one(store).receipt == "sending"
    assert look_after(store, sender, clock) == 0
    notify.sent[0]["status"] = "delivered"
    clock.pass_by(minutes=3)
    assert look_after(store, sender, clock) == 1
    assert (the_one(store).receipt, the_one(store).receipt_due_at) == ("delivered", None)
    asked = len(notify.asked)
    clock.pass_by(days=1)
    look_after(store, sender, clock)
    assert len(notify.asked) == asked


def test_one_that_notify_never_tells_of_is_left_alone_in_the_end(
    hand_on: HandOn, rounds: Rounds, clock: Clock, store: ContactsStore, settings: WebSettings
) -> None:
    sender = NotifySender(settings.outbox.messages)
    hand_on()
    rounds.deliver()
    clock.pass_by(days=4)
    assert look_after(store, sender, clock) == 1
    assert the_one(store).receipt == "unknown"


@pytest.mark.parametrize(("said", "words"), [(Answer.ACCEPTED, "said yes"), (Answer.DECLINED, "can't help")])
def test_what_an_organisation_answered_is_told_once(
    said: Answer, words: str, hand_on: HandOn, rounds: Rounds, notify: Notify, clock: Clock,
    store: ContactsStore, settings: WebSettings, cast: dict[str, int],
) -> None:  # fmt: skip
    hand_on()
    rounds.deliver()
    with store.writing() as session:
        session.add(
            VoluntaryOffer(
                public_id="offer", handoff_id=1, organisation="Eastmere Drink Recovery", shared=[],
                offered_at=clock(), offered_by=cast["tom"], expires_at=clock() + timedelta(days=7),
                answer=said, answered_at=clock(),
            )
        )  # fmt: skip
    assert [tell_organisations_answers(store, settings.outbox, clock()) for _ in range(2)] == [1, 0]
    assert rounds.deliver() == 1
    body = notify.sent[-1]["personalisation"]["body"]
    assert words in body and "Drink" not in body
    tell_organisations_answers(store, settings.outbox, clock())
    with store.reading() as session:
        assert session.scalars(select(VoluntaryOffer)).one().told_at == the_last(store).finished_at
    assert (tell_organisations_answers(store, settings.outbox, clock()), rounds.deliver()) == (0, 0)


def the_last(store: ContactsStore) -> Delivery:
    with store.reading() as session:
        return session.scalars(select(Delivery).order_by(Delivery.id.desc()).limit(1)).one()


def test_the_development_sender_keeps_it_here_and_once(
    hand_on: HandOn, store: ContactsStore, settings: WebSettings, clock: Clock, notify: Notify
) -> None:
    here = replace(settings, outbox=replace(settings.outbox, messages=replace(notify.messages, by="local")))
    reference = hand_on()
    carrier = PersonCarrier(store, here, LocalSender(store, clock), clock)
    assert Rounds(store, Target.PERSON, carrier, tries=5, clock=clock).deliver() == 1
    with store.reading() as session:
        [kept] = local_messages.newest(session, 9)
    assert (kept.sent_to, reference in kept.words, notify.sent) == ("+447700900123", True, [])
