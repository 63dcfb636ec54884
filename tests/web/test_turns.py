"""Those who write to SQLite go in the order in which they came, from one process and from several."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy.exc import OperationalError

from tests.stores import KEYS
from web.database import ContactsStore
from web.encryption import Keyring
from web.store import processes
from web.store.turns import Turns

pytestmark = pytest.mark.stores("sqlite")
SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture
def store(contacts_url: str) -> Iterator[ContactsStore]:
    opened = ContactsStore(contacts_url, Keyring(KEYS))
    yield opened
    opened.close()


def test_whoever_came_first_goes_first(tmp_path: Path) -> None:
    turns, order, lining_up = Turns(tmp_path / "s"), [], []
    end = turns.take(1)

    def come(number: int) -> None:
        done = turns.take(5)
        order.append(number)
        done()

    for number in range(5):
        lining_up.append(Thread(target=come, args=(number,)))
        lining_up[-1].start()
        time.sleep(0.02)
    assert order == []
    end()
    for each in lining_up:
        each.join(5)
    assert order == [0, 1, 2, 3, 4]


def test_whoever_waited_too_long_is_refused_and_stands_in_nobodys_way(tmp_path: Path) -> None:
    turns = Turns(tmp_path / "s")
    end = turns.take(1)
    with pytest.raises(TimeoutError):
        turns.take(0.05)
    end()
    turns.take(0.05)()


def take_many(file: Path, ready: Event, times: int) -> None:
    turns = Turns(file)
    ready.set()
    for _time in range(times):
        end = turns.take(10)
        time.sleep(0.005)
        end()


def test_a_busy_process_lets_another_in_between(tmp_path: Path) -> None:
    file, ready = tmp_path / "s", SPAWN.Event()
    busy = SPAWN.Process(target=take_many, args=(file, ready, 400))
    busy.start()
    assert ready.wait(30)
    turns, waited = Turns(file), []
    for _time in range(20):
        begun = time.monotonic()
        end = turns.take(10)
        waited.append(time.monotonic() - begun)
        end()
    assert busy.is_alive(), "it ended before it was in anybody's way"
    busy.kill()
    busy.join(5)
    # Each time the other one's turn, or two: on a machine that has much else to do, too.
    assert sorted(waited)[10] < 0.5


def hold(file: Path, ready: Event) -> None:
    Turns(file).take(1)
    ready.set()
    time.sleep(60)


def test_a_process_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    file, ready = tmp_path / "s", SPAWN.Event()
    holder = SPAWN.Process(target=hold, args=(file, ready))
    holder.start()
    assert ready.wait(30)
    with pytest.raises(TimeoutError):
        Turns(file).take(0.05)
    os.kill(holder.pid or 0, signal.SIGKILL)
    holder.join(5)
    Turns(file).take(5)()


def test_the_store_gives_its_turn_back_whatever_happens(store: ContactsStore) -> None:
    with store.writing() as session:
        processes.beat(session, "worker")
    with pytest.raises(ZeroDivisionError), store.writing() as session:
        processes.beat(session, "worker")
        raise ZeroDivisionError
    with store.writing() as session:
        processes.beat(session, "worker")


def test_a_writer_who_waits_in_vain_hears_that_the_store_is_locked(
    store: ContactsStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.database.WAIT_SECONDS", 0.05)
    with store.writing() as session:
        processes.beat(session, "worker")
        with pytest.raises(OperationalError, match="locked"), store.writing() as other:
            processes.beat(other, "worker")
    with store.writing() as other:
        processes.beat(other, "worker")
