"""How long those wait who write to the contacts store when many write at once: `python -m bench.writers`.

Several processes of several threads each start contacts and add messages, one transaction each, as fast as
they are let; every wait, and everybody who was refused, is counted.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import threading
import time
from pathlib import Path

from sqlalchemy.exc import OperationalError

from bench.figures import median_ms, percentile_ms, say, say_machine
from bot.safeguarding.hours import OfficeHours
from web.database import ContactsStore, migrate
from web.encryption import Keyring
from web.store import contacts

PROCESSES, THREADS, SECONDS = 3, 8, 20.0
_KEYS = {"v1": "b" * 40}
Took = tuple[list[float], int]


def main(url: str = "") -> None:
    """Measures a store in a temporary folder, or the empty one at `url`."""
    say_machine()
    with tempfile.TemporaryDirectory(prefix="signpost-writers-") as folder:
        address = url or f"sqlite:///{Path(folder) / 'contacts.sqlite3'}"
        store = ContactsStore(address, Keyring(_KEYS))
        migrate(store.engine)
        store.close()
        started = multiprocessing.get_context("spawn")
        with started.Pool(PROCESSES) as pool:
            found = pool.map(_write, [address] * PROCESSES, chunksize=1)
    waits = [each for threads in found for took, _refused in threads for each in took]
    each = sorted(len(took) for threads in found for took, _refused in threads)
    refused = sum(number for threads in found for _took, number in threads)
    say(f"{PROCESSES} processes of {THREADS} threads, writes a second", f"{len(waits) / SECONDS:.0f}")
    say("median, 95 of 100, slowest", f"{median_ms(waits):.0f}, {percentile_ms(waits, 0.95):.0f}, "
        f"{1000 * max(waits):.0f} ms")  # fmt: skip
    say("the busiest thread and the one that came least to write", f"{each[-1]}, {each[0]}")
    say("refused (none)", str(refused))


def _write(address: str) -> list[Took]:
    store = ContactsStore(address, Keyring(_KEYS))
    found: list[Took] = []
    threads = [threading.Thread(target=lambda: found.append(_in_thread(store))) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    return found


def _in_thread(store: ContactsStore) -> Took:
    took: list[float] = []
    refused, end = 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        begun = time.perf_counter()
        try:
            with store.writing() as session:
                contact = contacts.start_contact(session, contacts.new_public_id(), hours=OfficeHours())
                contacts.append_message(session, contact, "resident", words="I need help with meals.")
        except OperationalError:
            refused += 1
        took.append(time.perf_counter() - begun)
    return took, refused


if __name__ == "__main__":
    main(*sys.argv[1:2])
