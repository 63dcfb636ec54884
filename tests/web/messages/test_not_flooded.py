"""Anybody can type a stranger's number: it gets few messages, and nobody who was passed on is lost for it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, inspect, select

from tests.web.messages.conftest import AMIR
from tests.web.messages.notify_service import THEN_CUT, Notify
from tests.web.outbox.conftest import Clock
from web.database import ContactsStore, migrate, migrate_back
from web.messages.carrier import PersonCarrier
from web.messages.notify import NotifySender
from web.models.delivery import Delivery, DeliveryState, Target, Way
from web.models.handoff import Handoff, State
from web.models.message_mark import MessageMark
from web.outbox.rounds import Rounds
from web.settings import Keeping, WebSettings
from web.store import message_marks, retention
from web.store.erasing import erase

HandOn = Callable[..., str]
AN_HOUR = timedelta(hours=1, minutes=1)


def hand_on_often(hand_on: HandOn, times: range, **person: object) -> None:
    for number in times:
        hand_on(key=f"stranger-{number}", contact={**AMIR, "name": f"Name {number}", **person})


def test_one_number_gets_three_an_hour_and_six_a_day_and_everything_is_kept(
    hand_on: HandOn, rounds: Rounds, notify: Notify, store: ContactsStore, clock: Clock
) -> None:
    arrived = []
    for hour in range(4):
        hand_on_often(hand_on, range(hour * 5, hour * 5 + 5))
        arrived.append(rounds.deliver())
        clock.moment += AN_HOUR
    assert arrived == [3, 3, 0, 0] and len(notify.sent) == 6
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Handoff)) == 20
        ended = session.execute(select(Delivery.state, Delivery.last_failure)).all()
    assert ended.count((DeliveryState.DROPPED, "enough_there")) == 14
    clock.moment += timedelta(days=1)
    clock.moment = clock.moment.replace(hour=11)
    hand_on_often(hand_on, range(20, 21))
    assert rounds.deliver() == 1


def test_another_number_is_not_held_up(hand_on: HandOn, rounds: Rounds, notify: Notify) -> None:
    hand_on_often(hand_on, range(5))
    hand_on(key="somebody-else", contact={**AMIR, "phone": "07700 900124"})
    assert rounds.deliver() == 4
    assert [each["phone_number"] for each in notify.sent].count("+447700900124") == 1


def test_however_it_is_written(hand_on: HandOn, rounds: Rounds) -> None:
    for number, phone in enumerate(("07700 900123", "+44 7700 900123", "0044 7700900123", "07700-900-123")):
        hand_on(key=f"written-{number}", contact={**AMIR, "phone": phone})
    assert rounds.deliver() == 3


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("rosa@example.org", "Rosa+7@Example.org", True),
        ("rosa.alder@gmail.com", "rosaalder@gmail.com", True),
        ("rosa.alder@example.org", "rosaalder@example.org", False),
        ("rosa@example.org", "amir@example.org", False),
    ],
)
def test_one_mailbox_has_many_names(one: str, other: str, same: bool) -> None:
    places = {message_marks.one_place(Way.EMAIL, (each,)) for each in (one, other)}
    assert (len(places) == 1) is same


def test_a_second_attempt_is_no_second_message(
    hand_on: HandOn, rounds: Rounds, notify: Notify, clock: Clock
) -> None:
    hand_on_often(hand_on, range(3))
    notify.answers.append(THEN_CUT)
    rounds.deliver()
    clock.moment += timedelta(minutes=40)
    rounds.deliver()
    assert len(notify.sent) == 3


def test_nothing_of_the_number_is_kept_and_the_mark_goes_when_it_counts_no_more(
    hand_on: HandOn, rounds: Rounds, store: ContactsStore, clock: Clock
) -> None:
    hand_on()
    rounds.deliver()
    with store.reading() as session:
        [mark] = session.scalars(select(MessageMark.mark)).all()
        assert "900123" not in mark and len(mark) == 64
    for later, left in ((timedelta(hours=23), 1), (timedelta(hours=2), 0)):
        clock.moment += later
        with store.writing() as session:
            retention.purge(session, clock.moment, Keeping())
            assert session.scalar(select(func.count()).select_from(MessageMark)) == left


def test_the_table_comes_and_goes(store: ContactsStore) -> None:
    migrate_back(store.engine, "0024")
    assert not inspect(store.engine).has_table("message_mark")
    migrate(store.engine)
    assert inspect(store.engine).has_table("message_mark")


def test_the_rate_is_a_setting(
    hand_on: HandOn, store: ContactsStore, settings: WebSettings, notify: Notify, clock: Clock
) -> None:
    tight = replace(settings, limits=replace(settings.limits, messages="1 per day"))
    carrier = PersonCarrier(store, tight, NotifySender(tight.outbox.messages), clock)
    hand_on_often(hand_on, range(3))
    assert Rounds(store, Target.PERSON, carrier, tries=5, clock=clock).deliver() == 1


def test_erasing_a_contact_takes_its_mark_away(hand_on: HandOn, rounds: Rounds, store: ContactsStore) -> None:
    hand_on()
    rounds.deliver()
    with store.writing() as session:
        [made] = session.scalars(select(Handoff)).all()
        made.state = State.CLOSED
        erase(session, made.contact_id)
        assert session.scalar(select(func.count()).select_from(MessageMark)) == 0
