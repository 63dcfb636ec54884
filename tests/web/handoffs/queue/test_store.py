"""Moves in a real store: one change from one version, remembered, with its times; the same form once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.web.handoffs.queue.conftest import Receive
from web.clock import now
from web.database import ContactsStore
from web.handoffs.queue.deeds import Deed
from web.handoffs.queue.states import Move, NotNow
from web.models.handoff import Handoff, HandoffOutcome, Priority, State, Team
from web.store import queue
from web.store.queue import Overtaken

Do = Callable[..., Handoff]


@pytest.fixture
def do(store: ContactsStore, receive: Receive, cast: dict[str, int]) -> Do:
    """Makes one move with the hand-off of a fresh store, by somebody of the cast; the hand-off after it."""
    id_ = receive(contact={"name": "Rosa", "phone": "01632 960123", "safe_to_contact": True})

    def move(name: Move, by: str = "tom", **more: object) -> Handoff:
        at = more.pop("at", now())
        with store.writing() as session:
            found = session.get_one(Handoff, id_)
            queue.perform(session, found, Deed(name, cast[by], **more), at)  # type: ignore[arg-type]
            session.expunge_all()
            return session.get_one(Handoff, id_)

    return move


def seen(store: ContactsStore, id_: int = 1) -> list[str]:
    with store.reading() as session:
        return [each.move for each in queue.history(session, id_)]


def test_from_arrival_to_the_end_every_move_is_remembered(
    do: Do, store: ContactsStore, cast: dict[str, int]
) -> None:
    do(Move.CLAIM)
    do(Move.TRIED, note="rang twice", due=now() + timedelta(days=1))
    do(Move.REACHED)
    closed = do(Move.CLOSE, outcome=HandoffOutcome.INFO_ONLY, note="told about Steady Steps")
    assert (closed.state, closed.outcome, closed.outcome_by) == (State.CLOSED, "info_only", cast["tom"])
    assert closed.version == 5
    with store.reading() as session:
        history = queue.history(session, closed.id)
        lines = [(each.move, each.from_state, each.to_state, each.by_id) for each in history]
        tom = cast["tom"]
        assert lines == [
            ("arrive", None, "received", None),
            ("claim", "received", "acknowledged", tom),
            ("tried", "acknowledged", "waiting_for_person", tom),
            ("reached", "waiting_for_person", "in_progress", tom),
            ("close", "in_progress", "closed", tom),
        ]
        assert history[2].note == "rang twice"
        assert history[-1].code == "info_only"


def test_the_times_that_the_numbers_need_are_the_first_ones(do: Do) -> None:
    start = now()
    do(Move.CLAIM, at=start)
    do(Move.TRIED, at=start + timedelta(hours=1), due=start + timedelta(days=1))
    do(Move.REACHED, at=start + timedelta(hours=2))
    after = do(Move.REACHED, at=start + timedelta(hours=3))
    waited = [each - start for each in (after.first_action_at, after.contacted_at, after.reached_at) if each]
    assert waited == [timedelta(0), timedelta(hours=1), timedelta(hours=2)]
    assert after.due_at is None


def test_a_form_that_shows_an_old_version_changes_nothing(do: Do, store: ContactsStore) -> None:
    do(Move.CLAIM, version=1)
    with pytest.raises(Overtaken):
        do(Move.TAKE_OVER, by="grace", version=1)
    assert seen(store) == ["arrive", "claim"]


def test_the_same_form_twice_is_done_once(do: Do, store: ContactsStore) -> None:
    for _ in range(2):
        do(Move.CLAIM, version=1, form_key="a-form")
    assert seen(store) == ["arrive", "claim"]


def test_what_is_not_ones_own_is_left_alone(do: Do) -> None:
    do(Move.CLAIM, by="grace")
    with pytest.raises(NotNow, match="somebody_else_has_it"):
        do(Move.CLOSE, outcome=HandoffOutcome.INFO_ONLY)
    assert do(Move.TAKE_OVER, note="she is ill").state is State.ACKNOWLEDGED
    assert do(Move.CLOSE, outcome=HandoffOutcome.INFO_ONLY).state is State.CLOSED


def test_given_back_and_handed_on_it_waits_for_somebody_else(do: Do) -> None:
    due = do(Move.CLAIM).due_at
    back = do(Move.GIVE_BACK)
    assert (back.state, back.claimed_by, back.due_at) == (State.RECEIVED, None, due)
    do(Move.CLAIM)
    on = do(Move.HAND_ON, team=Team.HOUSING, note="it is the damp")
    assert (on.state, on.team, on.claimed_by, on.route, on.due_at) == ("received", "housing", None, None, due)


@pytest.mark.parametrize(("hours", "kept"), [(1, True), (3, False)])
@pytest.mark.parametrize("move", [Move.REACHED, Move.TRIED])
def test_a_promise_is_kept_or_not_by_when_somebody_got_in_touch(
    do: Do, store: ContactsStore, hours: int, kept: bool, move: Move
) -> None:
    start = now()
    do(Move.CLAIM)
    assert do(Move.PROMISE, due=start + timedelta(hours=2)).promise_kept is None
    after = do(move, at=start + timedelta(hours=hours), due=start + timedelta(days=1))
    assert after.promise_kept is kept
    later = do(Move.REACHED, at=start + timedelta(hours=9))
    assert later.promise_kept is kept
    with store.reading() as session:
        codes = [
            each.code
            for each in queue.history(session, after.id)
            if each.code in ("promise_kept", "promise_missed")
        ]
    assert codes == ["promise_kept" if kept else "promise_missed"]


def test_closing_without_a_word_to_them_breaks_the_promise(do: Do) -> None:
    do(Move.CLAIM)
    do(Move.PROMISE, due=now() + timedelta(hours=2))
    assert do(Move.CLOSE, outcome=HandoffOutcome.REFERRED_INTERNAL).promise_kept is False


def test_opened_again_it_is_due_and_the_end_stays_in_the_history(do: Do, store: ContactsStore) -> None:
    do(Move.CLAIM)
    do(Move.CLOSE, outcome=HandoffOutcome.INFO_ONLY)
    due = now() + timedelta(days=2)
    again = do(Move.REOPEN, by="grace", note="they rang again", due=due)
    assert (again.state, again.outcome, again.outcome_by, again.due_at) == ("in_progress", None, None, due)
    assert seen(store)[-2:] == ["close", "reopen"]


def test_what_the_resident_adds_is_news_and_stops_an_old_form(
    do: Do, receive: Receive, store: ContactsStore
) -> None:
    version = do(Move.CLAIM).version
    receive(words=["my mum keeps falling and I'm worn out", "she is 84", "and now she will not eat"])
    with pytest.raises(Overtaken):
        do(Move.CLOSE, outcome=HandoffOutcome.INFO_ONLY, version=version)
    with store.reading() as session:
        assert session.get_one(Handoff, 1).news == "added_to"
    assert do(Move.REACHED, version=version + 1).news is None
    assert "added_to" in seen(store)


def test_danger_that_comes_later_makes_it_more_urgent_and_nothing_makes_it_less(
    receive: Receive, store: ContactsStore
) -> None:
    id_ = receive()
    with store.reading() as session:
        before = session.get_one(Handoff, id_).respond_by
    receive(risk={"category": "carer_breakdown", "level": "urgent"})
    receive(risk={"category": "carer_breakdown", "level": "check"})
    with store.reading() as session:
        after = session.get_one(Handoff, id_)
        assert after.priority is Priority.URGENT
        assert before and after.respond_by and after.respond_by < before
        assert after.due_at == after.respond_by


def test_a_note_needs_no_version_and_hinders_nobody(
    do: Do, store: ContactsStore, cast: dict[str, int]
) -> None:
    version = do(Move.CLAIM).version
    with store.writing() as session:
        found = session.get_one(Handoff, 1)
        note = Deed(Move.NOTE, cast["grace"], note="she rang me too", form_key="n")
        assert queue.add_note(session, found, note, now())
        assert not queue.add_note(session, found, note, now())
    assert do(Move.REACHED, version=version).state is State.IN_PROGRESS


def test_when_all_is_closed_the_contact_is_over_and_opened_again_it_is_not(
    do: Do, store: ContactsStore
) -> None:
    do(Move.CLAIM)
    closed = do(Move.CLOSE, outcome=HandoffOutcome.INFO_ONLY)
    with store.reading() as session:
        assert session.get_one(Handoff, closed.id).contact.finalised_at == closed.outcome_at
    do(Move.REOPEN, due=now() + timedelta(days=1))
    with store.reading() as session:
        assert session.get_one(Handoff, closed.id).contact.finalised_at is None
