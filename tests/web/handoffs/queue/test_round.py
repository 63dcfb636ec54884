"""What the clock does: overdue ones are marked once, old ones are placed, empty ones end; nobody named."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot.safeguarding.hours import OfficeHours
from tests.web.handoffs.queue.conftest import Receive
from web.clock import now
from web.database import ContactsStore
from web.handoffs.queue.deeds import Deed
from web.handoffs.queue.states import Move
from web.models.handoff import Handoff, State, Team
from web.settings import WebSettings
from web.store import queue
from web.store.queue_round import Round, close_empty, go_round
from web.worker import Worker

HOURS = OfficeHours()
LATER = timedelta(days=60)


def round_at(store: ContactsStore, moment: datetime) -> Round:
    with store.writing() as session:
        return go_round(session, moment, HOURS)


def one(store: ContactsStore, id_: int) -> Handoff:
    with store.reading() as session:
        return session.get_one(Handoff, id_)


def test_overdue_is_marked_once_for_each_time_that_was_due(
    store: ContactsStore, receive: Receive, cast: dict[str, int]
) -> None:
    id_ = receive()
    due = one(store, id_).due_at
    assert due
    assert round_at(store, due).late == 0
    late = due + timedelta(minutes=1)
    assert [round_at(store, late).late for _ in range(2)] == [1, 0]
    assert one(store, id_).late_at == late
    with store.writing() as session:
        found = session.get_one(Handoff, id_)
        queue.perform(session, found, Deed(Move.CLAIM, cast["tom"]), late)
        again = late + timedelta(days=1)
        queue.perform(session, found, Deed(Move.TRIED, cast["tom"], note="rang", due=again), late)
    assert [round_at(store, again + timedelta(minutes=1)).late for _ in range(2)] == [1, 0]
    with store.reading() as session:
        assert [each.move for each in queue.history(session, id_)].count("late") == 2


def test_a_promise_that_nobody_kept_is_marked_for_good(
    store: ContactsStore, receive: Receive, cast: dict[str, int]
) -> None:
    id_ = receive()
    promised = now() + timedelta(hours=1)
    with store.writing() as session:
        found = session.get_one(Handoff, id_)
        queue.perform(session, found, Deed(Move.CLAIM, cast["tom"]), now())
        queue.perform(session, found, Deed(Move.PROMISE, cast["tom"], due=promised), now())
    round_at(store, promised + timedelta(minutes=1))
    assert one(store, id_).promise_kept is False
    with store.writing() as session:
        found = session.get_one(Handoff, id_)
        queue.perform(session, found, Deed(Move.REACHED, cast["tom"]), promised + timedelta(hours=1))
    assert one(store, id_).promise_kept is False


def test_what_is_closed_is_never_late(store: ContactsStore, receive: Receive) -> None:
    id_ = receive()
    with store.writing() as session:
        session.execute(update(Handoff).values(state=State.CLOSED))
    assert round_at(store, now() + LATER).late == 0
    assert one(store, id_).late_at is None


def test_what_came_before_there_was_a_queue_gets_its_team_and_time(
    store: ContactsStore, receive: Receive
) -> None:
    id_ = receive(needs=["adaptations"])
    wanted = one(store, id_).respond_by
    with store.writing() as session:
        empty = {"team": Team.ADULT_SOCIAL_CARE, "route": None, "respond_by": None, "due_at": None}
        session.execute(update(Handoff).values(**empty))
    assert [round_at(store, now()).placed for _ in range(2)] == [1, 0]
    placed = one(store, id_)
    assert (placed.team, placed.route, placed.respond_by) == (Team.OCCUPATIONAL_THERAPY, "equipment", wanted)


EMPTY = {"needs": [], "words": ["hello there"], "about": "unknown"}


@pytest.mark.parametrize(
    ("more", "closed"),
    [
        ({}, 1),
        ({"contact": {"name": "Rosa"}}, 0),
        ({"contact": {"phone": "01632 960123"}}, 0),
        ({"needs": ["loneliness"]}, 0),
        ({"request": "talk_to_person"}, 0),
        ({"risk": {"category": "carer_breakdown", "level": "check"}}, 0),
        ({"kind": "safeguarding"}, 0),
    ],
)
def test_the_machine_closes_what_is_empty_and_nothing_else(
    store: ContactsStore, receive: Receive, more: dict[str, object], closed: int
) -> None:
    id_ = receive(**{**EMPTY, **more})
    with store.writing() as session:
        assert close_empty(session, now() + timedelta(days=27)) == []
        assert len(close_empty(session, now() + LATER)) == closed
        assert close_empty(session, now() + LATER) == []
    assert (one(store, id_).state is State.CLOSED) is bool(closed)
    assert one(store, id_).outcome_by is None


def test_the_worker_goes_round(settings: WebSettings, store: ContactsStore, receive: Receive) -> None:
    id_ = receive()
    with store.writing() as session:
        session.execute(update(Handoff).values(due_at=now() - timedelta(minutes=1)))
    Worker(store, settings).go_round_the_queue()
    assert one(store, id_).late_at is not None
