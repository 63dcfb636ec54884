"""`python -m web demo`: an invented year in a store of its own, counted, and how to look at it."""

from dataclasses import replace
from datetime import timedelta

from web.clock import local_day, now
from web.database import ContactsStore, migrate
from web.numbers.simulated.year import simulate
from web.settings import WebSettings
from web.staff.dashboard.keeping import count_all
from web.store import simulating

SEED = 2026


def address(settings: WebSettings) -> str:
    """Where the demonstration's store is, unless another is named."""
    return f"sqlite:///{settings.var_dir / 'demo' / 'contacts.sqlite3'}"


def settings_for(settings: WebSettings, store: str | None) -> WebSettings:
    """The settings, with the demonstration's store in place of the real one."""
    return replace(settings, contacts_database_url=store or address(settings))


def fill(store: ContactsStore, settings: WebSettings, seed: int) -> int:
    """Makes the year up to yesterday and counts it; how many contacts, 0 when it was there already."""
    migrate(store.engine)
    moment, zone = now(), settings.time_zone
    year = simulate(seed, local_day(moment, zone) - timedelta(days=1))
    with store.writing() as session:
        written = simulating.write_year(session, year, seed, zone, moment)
    count_all(store, settings)
    return written
