"""The outbox's rows: once for a key, one holder at a time, also among threads; what a person may do."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select, update

from tests.web.outbox.conftest import Clock
from web.database import ContactsStore
from web.models.delivery import Delivery, DeliveryState, Target
from web.outbox import announcing
from web.outbox.carrying import Fate, Package, Result
from web.outbox.rounds import Rounds
from web.settings import WebSettings
from web.store import handoffs, outbox

HandOn = Callable[..., str]
LEASE = timedelta(minutes=3)


def claim(store: ContactsStore, clock: Clock) -> Package | None:
    with store.writing() as session:
        return outbox.claim(session, Target.WEBHOOK, clock(), LEASE)


def settle(store: ContactsStore, package: Package, fate: Fate, clock: Clock) -> bool:
    with store.writing() as session:
        return outbox.settle(session, package, Result(fate), clock(), None)


def state_of(store: ContactsStore, package: Package) -> DeliveryState:
    with store.reading() as session:
        return session.get_one(Delivery, package.id).state


def test_it_is_in_the_outbox_when_the_hand_off_is_in_the_store_and_not_otherwise(
    store: ContactsStore, settings: WebSettings, hand_on: HandOn, clock: Clock
) -> None:
    reference = hand_on()
    with pytest.raises(ZeroDivisionError), store.writing() as session:
        found = handoffs.by_known_reference(session, reference)
        announcing.announce(session, found, announcing.CLOSED, settings.outbox, clock())
        raise ZeroDivisionError
    with store.reading() as session:
        kinds = session.scalars(select(Delivery.kind).where(Delivery.target == Target.WEBHOOK)).all()
    assert kinds == [announcing.HANDED_ON]


def test_a_key_is_put_in_once(store: ContactsStore, hand_on: HandOn, clock: Clock) -> None:
    hand_on()
    with store.writing() as session:
        first = session.scalars(select(Delivery)).first()
        assert first is not None
        what = outbox.Announcement(first.key, first.target, first.kind, first.contact_id)
        assert not outbox.put(session, what, clock())
        assert outbox.put(session, replace(what, key="another"), clock())


def test_one_holder_at_a_time(store: ContactsStore, hand_on: HandOn, clock: Clock) -> None:
    hand_on()
    first = claim(store, clock)
    assert first is not None and not first.interrupted
    assert claim(store, clock) is None
    clock.pass_by(minutes=4)  # the first was killed
    second = claim(store, clock)
    assert second is not None and second.interrupted
    assert (second.number, second.attempts) == (first.number, 2)


def test_of_many_threads_each_delivery_goes_to_one(
    store: ContactsStore, hand_on: HandOn, clock: Clock
) -> None:
    for number in range(12):
        hand_on(f"person-{number}")
    together = Barrier(6)

    def take(_worker: int) -> list[str]:
        together.wait()
        mine = []
        while package := claim(store, clock):
            mine.append(package.number)
        return mine

    with ThreadPoolExecutor(6) as pool:
        taken = [number for mine in pool.map(take, range(6)) for number in mine]
    assert (len(taken), len(set(taken))) == (12, 12)


def test_who_lost_the_lease_cannot_undo_what_another_did(
    store: ContactsStore, hand_on: HandOn, clock: Clock
) -> None:
    hand_on()
    slow = claim(store, clock)
    clock.pass_by(minutes=4)
    quick = claim(store, clock)
    assert slow and quick
    assert not settle(store, slow, Fate.LATER, clock), "that one is not its any more"
    assert settle(store, quick, Fate.DELIVERED, clock)
    assert not settle(store, slow, Fate.NEVER, clock)
    assert state_of(store, quick) is DeliveryState.DELIVERED


def test_what_arrived_has_arrived_whoever_holds_it_now(
    store: ContactsStore, hand_on: HandOn, clock: Clock
) -> None:
    hand_on()
    slow = claim(store, clock)
    clock.pass_by(minutes=4)
    quick = claim(store, clock)
    assert slow and quick
    assert settle(store, slow, Fate.DELIVERED, clock)
    assert not settle(store, quick, Fate.LATER, clock)
    assert state_of(store, quick) is DeliveryState.DELIVERED


class Refuses:
    """Carries nothing."""

    def __init__(self, result: Result) -> None:
        self.result, self.asked = result, 0

    def carry(self, _package: Package) -> Result:
        self.asked += 1
        return self.result


def test_it_is_tried_so_often_and_then_waits_for_a_person(
    store: ContactsStore, hand_on: HandOn, clock: Clock
) -> None:
    hand_on()
    carrier = Refuses(Result(Fate.LATER, "status_500"))
    rounds = Rounds(store, Target.WEBHOOK, carrier, tries=5, clock=clock)
    for _ in range(8):
        rounds.deliver()
        clock.pass_by(hours=12)
    assert carrier.asked == 5
    with store.writing() as session:
        [(dead, _)] = outbox.listed(session, [DeliveryState.DEAD], offset=0, limit=5)
        assert (dead.attempts, dead.last_failure, dead.payload is None) == (5, "status_500", False)
        assert outbox.try_again(session, clock(), dead.number) == 1
        assert outbox.try_again(session, clock(), dead.number) == 0
    carrier.result = Result(Fate.DELIVERED)
    assert rounds.deliver() == 1


def test_what_is_not_due_yet_costs_no_attempt(store: ContactsStore, hand_on: HandOn, clock: Clock) -> None:
    hand_on()
    carrier = Refuses(Result(Fate.NOT_DUE, wait=timedelta(hours=9)))
    rounds = Rounds(store, Target.WEBHOOK, carrier, tries=3, clock=clock)
    for _ in range(6):
        rounds.deliver()
        clock.pass_by(hours=10)
    assert carrier.asked == 6
    carrier.result = Result(Fate.DELIVERED)
    assert rounds.deliver() == 1


def test_one_that_kills_every_worker_is_taken_out_of_the_way(
    store: ContactsStore, hand_on: HandOn, clock: Clock
) -> None:
    hand_on()
    carrier = Refuses(Result(Fate.DELIVERED))
    for _ in range(3):
        claim(store, clock)
        clock.pass_by(minutes=4)
    Rounds(store, Target.WEBHOOK, carrier, tries=3, clock=clock).deliver()
    assert carrier.asked == 0
    with store.reading() as session:
        [(dead, _)] = outbox.listed(session, [DeliveryState.DEAD], offset=0, limit=5)
        assert dead.last_failure == "interrupted"


def test_a_fault_of_ours_is_kept_apart_from_the_others(
    store: ContactsStore, hand_on: HandOn, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    class Breaks(Refuses):
        def carry(self, package: Package) -> Result:
            if not self.asked:
                super().carry(package)
                raise KeyError("Rosa")
            return self.result

    hand_on("rosa")
    hand_on("amir")
    carrier = Breaks(Result(Fate.DELIVERED))
    assert Rounds(store, Target.WEBHOOK, carrier, tries=3, clock=clock).deliver() == 1
    said = capsys.readouterr().err
    assert "KeyError" in said and "Rosa" not in said


def test_giving_up_erases_and_says_why(
    store: ContactsStore, hand_on: HandOn, clock: Clock, cast: dict[str, int]
) -> None:
    hand_on()
    package = claim(store, clock)
    assert package and settle(store, package, Fate.NEVER, clock)
    with store.writing() as session:
        assert outbox.give_up(session, package.number, "typed in by hand", cast["ada"], clock())
        assert not outbox.give_up(session, package.number, "again", cast["ada"], clock())
        assert outbox.try_again(session, clock()) == 0
    with store.reading() as session:
        found = session.get_one(Delivery, package.id)
        assert (found.state, found.payload, found.reason) == (
            DeliveryState.GIVEN_UP, None, "typed in by hand",
        )  # fmt: skip


def test_the_payload_is_sealed_at_rest(store: ContactsStore, hand_on: HandOn) -> None:
    hand_on(contact={"name": "Amir", "phone": "07700 900123", "safe_to_contact": True})
    with store.engine.connect() as connection:
        raw = connection.exec_driver_sql("select payload from delivery").scalars().all()
    assert raw and not [each for each in raw if "Amir" in each or "falling" in each]


def test_the_oldest_due_goes_first(store: ContactsStore, hand_on: HandOn, clock: Clock) -> None:
    hand_on("first")
    hand_on("second")
    with store.writing() as session:
        session.execute(
            update(Delivery).where(Delivery.id == 1).values(next_try_at=clock() - timedelta(seconds=1))
        )
        session.execute(
            update(Delivery)
            .where(Delivery.id != 1, Delivery.target == Target.WEBHOOK)
            .values(next_try_at=clock() - timedelta(hours=1))
        )
    package = claim(store, clock)
    assert package is not None and package.id != 1
