"""Two workers never take the same hand-off: real threads, and two real processes, on one SQLite file."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.web.handoffs.queue.conftest import REFERENCE, Receive
from web.clock import now
from web.database import ContactsStore
from web.handoffs.queue.deeds import Deed
from web.handoffs.queue.states import Move, NotNow
from web.models.handoff import Handoff
from web.settings import WebSettings
from web.store import queue
from web.store.queue import Overtaken

THREADS = 8
CLAIM_ALL = """
import sys
from pathlib import Path
from web.app import open_store
from web.clock import now
from web.models.handoff import Handoff
from web.handoffs.queue.deeds import Deed
from web.handoffs.queue.states import Move, NotNow
from web.settings import WebSettings
from web.store import queue
from web.store.queue import Overtaken

var, url, by, last = sys.argv[1:]
store = open_store(WebSettings.from_env({"VAR_DIR": var, "CONTACTS_DATABASE_URL": url}))
print("ready", flush=True)
sys.stdin.readline()
mine = []
for id_ in range(1, int(last) + 1):
    try:
        with store.writing() as session:
            queue.perform(session, session.get_one(Handoff, id_), Deed(Move.CLAIM, int(by), version=1), now())
        mine.append(id_)
    except (Overtaken, NotNow):
        pass
print(*mine)
"""


def test_of_many_threads_one_gets_it(store: ContactsStore, receive: Receive, cast: dict[str, int]) -> None:
    id_ = receive()
    ready = Barrier(THREADS)

    def claim(by: int) -> int | None:
        with store.reading() as session:
            shown = session.get_one(Handoff, id_).version
        ready.wait()
        try:
            with store.writing() as session:
                queue.perform(
                    session, session.get_one(Handoff, id_), Deed(Move.CLAIM, by, version=shown), now()
                )
        except (Overtaken, NotNow):
            return None
        return by

    workers = [list(cast.values())[place % 3] for place in range(THREADS)]
    with ThreadPoolExecutor(THREADS) as pool:
        won = [each for each in pool.map(claim, workers) if each is not None]
    assert len(won) == 1
    with store.reading() as session:
        assert session.get_one(Handoff, id_).claimed_by == won[0]
        assert [each.move for each in queue.history(session, id_)] == ["arrive", "claim"]


def test_a_row_that_changed_between_look_and_write_is_not_overwritten(
    store: ContactsStore, receive: Receive, cast: dict[str, int]
) -> None:
    """What a database without SQLite's one-writer lock lets happen: compare and set alone has to catch it."""
    id_ = receive()
    with store.writing() as session:
        looked = session.get_one(Handoff, id_)
        changed = "UPDATE handoff SET version = version + 1, claimed_by = :by, state = 'acknowledged'"
        session.connection().exec_driver_sql(changed.replace(":by", str(cast["grace"])))
        try:
            queue.perform(session, looked, Deed(Move.CLAIM, cast["tom"], version=1), now())
        except Overtaken:
            pass
        else:
            raise AssertionError("the change of the other one was overwritten")
    with store.reading() as session:
        assert session.get_one(Handoff, id_).claimed_by == cast["grace"]


@pytest.mark.slow
def test_of_two_processes_each_hand_off_goes_to_one(
    settings: WebSettings, store: ContactsStore, receive: Receive, cast: dict[str, int]
) -> None:
    last = 20
    for number in range(last):
        receive(REFERENCE if number == 0 else f"SP-{number:04}-0000")
    arguments = [str(settings.var_dir), settings.contacts_database_url]
    started = [
        subprocess.Popen(
            [sys.executable, "-c", CLAIM_ALL, *arguments, str(cast[name]), str(last)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for name in ("tom", "grace")
    ]  # fmt: skip
    for each in started:
        assert each.stdout and each.stdout.readline() == "ready\n"
    for each in started:
        assert each.stdin
        each.stdin.write("go\n")
        each.stdin.flush()
    taken = [{int(id_) for id_ in each.communicate(timeout=60)[0].split()} for each in started]
    assert [each.returncode for each in started] == [0, 0]
    assert taken[0].isdisjoint(taken[1])
    assert taken[0] | taken[1] == set(range(1, last + 1))
