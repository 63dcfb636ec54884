"""`python -m bench.numbers [CONTACTS [FOLDER [ADDRESS]]]`: how quick pages are with many contacts.

Makes invented contacts of one year, and all that a store has around them, in a temporary folder (or in
FOLDER, where they stay and are found again), on SQLite or in the empty database at ADDRESS; counts them as
the worker does; and asks for every page of staff as somebody signed in, in this process, through the whole
of Flask. The worst case: a million contacts of one year are also a million in every sum of a year; spread
over two years they would be half as many.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select, text

from bench import many_contacts
from bench.figures import say, say_machine
from bench.staff_pages import PROMISED, ask_everything
from bot.understand import Understander
from launch.settings import LaunchSettings
from web.app import create_app, open_store
from web.database import ContactsStore, migrate
from web.models.contact import Contact
from web.models.handoff import Handoff, State
from web.models.numbers import number_sum
from web.rasa import RasaClient
from web.settings import Limits, WebSettings
from web.staff.dashboard.keeping import count_all

TIMES = 20
QUICK = 50_000  # contacts that a quiet machine makes, counts and asks about in a few minutes


def measure() -> None:
    """The part of `make bench`: fewer contacts than are promised, for an answer within minutes."""
    main(QUICK)


def main(contacts: int = 1_000_000, folder: str = "", address: str = "") -> None:
    """Measures, and prints what was measured."""
    say_machine()
    if folder:
        _measure(folder, contacts, address)
        return
    with tempfile.TemporaryDirectory(prefix="signpost-numbers-") as made:
        _measure(made, contacts)


def _measure(folder: str, contacts: int, address: str = "") -> None:
    generous = Limits(chat="100000 per minute", pages="100000 per minute", sign_in="1000 per minute")
    built = str(LaunchSettings.from_env().build_dir)
    environ = {"VAR_DIR": folder, "BUILD_DIR": built, "RASA_PORT": "1", "ACTIONS_PORT": "1"}
    asked = WebSettings.from_env(environ | ({"CONTACTS_DATABASE_URL": address} if address else {}))
    settings = replace(asked, limits=generous)
    store = open_store(settings)
    migrate(store.engine)
    with store.reading() as session:
        there = session.scalar(select(func.max(Contact.id))) or 0
    if not there:
        with _timed("all of it"):
            many_contacts.fill(store, settings, contacts, lambda part: say(f"made: {part}", ""))
            if address:  # as a server does by itself within a minute or so
                with store.writing() as session:
                    session.execute(text("ANALYZE"))
        with _timed("counting them all for the first time"):
            count_all(store, settings)
    _say_sizes(store)
    if not address:
        say("the store's file", f"{(Path(folder) / 'contacts.sqlite3').stat().st_size / 1e6:,.0f} MB")
    count_all(store, settings)
    # Nobody answers there: the dialogue is away, and what a resident says is kept and answered without it.
    away = RasaClient(settings.rasa_url, lambda: "nobody")
    app = create_app(settings, understander=Understander.load(settings.build_dir), rasa=away)
    slow = ask_everything(app, store, TIMES)
    say(f"pages that 5 of 100 wait for longer than {PROMISED} ms (none)", f"{len(slow)} {slow or ''}")
    _change(store, settings)
    store.close()


def _say_sizes(store: ContactsStore) -> None:
    rows = {
        "contacts": select(func.count()).select_from(Contact),
        "hand-offs": select(func.count()).select_from(Handoff),
        "hand-offs that are open": select(func.count()).where(Handoff.state != State.CLOSED),
        "rows of sums": select(func.count()).select_from(number_sum),
    }
    with store.reading() as session:
        for name, query in rows.items():
            say(name, f"{session.scalar(query) or 0:,}")


def _change(store: ContactsStore, settings: WebSettings) -> None:
    with store.writing() as session:
        session.execute(text("UPDATE contact SET outcome = 'abandoned' WHERE id % 1000 = 0"))
    with _timed("counting what changed in a thousandth of them"):
        count_all(store, settings)


@contextmanager
def _timed(what: str) -> Iterator[None]:
    wall, processor = time.perf_counter(), time.process_time()
    yield
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    say(what, f"{wall:.1f} s, {processor:.1f} s of processor time")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1_000_000, *sys.argv[2:4])
