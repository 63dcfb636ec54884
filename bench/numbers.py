"""How quick the managers' numbers are with a million contacts: `python -m bench.numbers [CONTACTS]`.

Makes invented contacts of one year in a store of its own in a temporary folder, counts them as the worker
does, and asks for every page of numbers as a signed-in manager, in this process, through the whole of Flask.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from web.app import create_app, open_store
from web.clock import local_day, now
from web.database import ContactsStore, migrate
from web.models.numbers import number_sum
from web.models.staff import Role
from web.numbers.simulated.year import simulate
from web.security.passwords import hash_password
from web.settings import Limits, WebSettings
from web.staff.dashboard.keeping import count_all
from web.store import simulating, staff

A_YEAR = 8300.0  # contacts that the invented council has in a year at scale 1, about
TIMES = 5
PASSWORD = "a pass phrase of the bench"  # noqa: S105 - opens a temporary folder


def main(contacts: int = 1_000_000) -> None:
    """Measure, and print what was measured."""
    with tempfile.TemporaryDirectory(prefix="signpost-numbers-") as folder:
        generous = Limits(pages="100000 per minute", sign_in="1000 per minute")
        asked = WebSettings.from_env({"VAR_DIR": folder, "RASA_PORT": "1", "ACTIONS_PORT": "1"})
        settings = replace(asked, limits=generous)
        store = open_store(settings)
        migrate(store.engine)
        _fill(store, settings, contacts)
        _ask(store, settings)
        _change(store, settings)
        store.close()
        size = (Path(folder) / "contacts.sqlite3").stat().st_size
        _say(f"the store's file: {size / 1e6:,.0f} MB")


def _fill(store: ContactsStore, settings: WebSettings, contacts: int) -> None:
    last, zone = local_day(now(), settings.time_zone), settings.time_zone
    with _timed("to write them"), store.writing() as session:
        year = simulate(1, last, scale=contacts / A_YEAR)
        written = simulating.write_year(session, year, 1, zone, now())
    _say(f"{written:,} contacts of one year")
    with _timed("to count them all for the first time"):
        count_all(store, settings)
    with store.reading() as session:
        rows = session.scalar(select(func.count()).select_from(number_sum))
    _say(f"{rows:,} rows of sums")


def _ask(store: ContactsStore, settings: WebSettings) -> None:
    with store.writing() as session:
        staff.create(session, "nadia", Role.MANAGER, hash_password(PASSWORD))
    browser = _signed_in(settings)
    year = "from=2000-01-01&"
    narrowed = ("", "channel=web", "site=usual", "locality=DN15", "need=meals", "team=carers",
                "locality=DN15&need=meals", "need=meals&team=carers", "locality=DN15&team=carers",
                "channel=web&locality=DN15&need=meals&team=adult_social_care&site=usual")  # fmt: skip
    for page in PAGES:
        for query in narrowed:
            for period, words in (("", "13 weeks"), (year, "a year")):
                _page(browser, f"{page}?{period}{query}", f"{page} of {words}, {query or 'all'}")


PAGES = ("/staff/numbers",)


def _page(browser: FlaskClient, address: str, name: str) -> None:
    took = []
    for _time in range(TIMES):
        start = perf_counter()
        answer = browser.get(address)
        took.append(1000 * (perf_counter() - start))
        if answer.status_code != 200:
            sys.exit(f"{address} answered {answer.status_code}")
    _say(f"{median(took):6.0f} ms, at most {max(took):6.0f}: {name}")


def _change(store: ContactsStore, settings: WebSettings) -> None:
    with store.writing() as session:
        session.execute(text("UPDATE contact SET outcome = 'abandoned' WHERE id % 1000 = 0"))
    with _timed("to count what changed in a thousandth of them"):
        count_all(store, settings)


def _signed_in(settings: WebSettings) -> FlaskClient:
    browser = create_app(settings).test_client()
    form = browser.get("/staff/sign-in").get_data(as_text=True)
    proof = form.split('name="csrf_token" value="')[1].split('"')[0]
    browser.post("/staff/sign-in", data={"csrf_token": proof, "name": "nadia", "password": PASSWORD})
    return browser


@contextmanager
def _timed(what: str) -> Iterator[None]:
    start = perf_counter()
    yield
    _say(f"{perf_counter() - start:6.1f} s {what}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:2]))
