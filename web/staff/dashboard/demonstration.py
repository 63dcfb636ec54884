"""`python -m web demo`: an invented year in a store of its own, counted, and how to look at it."""

from dataclasses import replace
from datetime import date, timedelta

from web.clock import local_day, now
from web.database import ContactsStore, migrate
from web.models.staff import Role
from web.numbers.simulated.year import simulate, site_days, year_plan
from web.security.passwords import hash_password, made_up
from web.settings import WebSettings
from web.staff.dashboard.keeping import count_all
from web.staff.demand import demonstration as demand
from web.store import simulating, sites, staff

SEED = 2026
MANAGER = "nadia"


def address(settings: WebSettings) -> str:
    """Where the demonstration's store is, unless another is named."""
    return f"sqlite:///{settings.var_dir / 'demo' / 'contacts.sqlite3'}"


def settings_for(settings: WebSettings, store: str | None) -> WebSettings:
    """The settings, with the demonstration's store in place of the real one."""
    return replace(settings, contacts_database_url=store or address(settings))


def let_in(store: ContactsStore) -> str | None:
    """Makes the demonstration's manager an account; its password, to be changed. None: she has one."""
    password = made_up()
    hashed = hash_password(password)
    with store.writing() as session:
        if staff.by_name(session, MANAGER) is not None:
            return None
        user = staff.create(session, MANAGER, Role.MANAGER, hashed)
        user.must_change_password = True
        staff.note(session, "created_user", staff_user_id=None, subject="staff_user", subject_id=user.id)
    return password


def fill(store: ContactsStore, settings: WebSettings, seed: int) -> int:
    """Makes the year up to yesterday and counts it; how many contacts, 0 when it was there already."""
    migrate(store.engine)
    moment, zone = now(), settings.time_zone
    last_day = local_day(moment, zone) - timedelta(days=1)
    year = simulate(seed, last_day)
    with store.writing() as session:
        written = simulating.write_year(session, year, seed, zone, moment)
        if written:
            sites.make(session, _site(last_day), by=None)
    count_all(store, settings)
    demand.fill(store, settings)
    return written


def _site(last_day: date) -> sites.Draft:
    """The year's innovation site, as managers would have written it down."""
    plan, (first, last) = year_plan()["site"], site_days(last_day)
    return sites.Draft(
        plan["name"], plan["called"], plan["tried"], first, last, districts=(plan["district"],)
    )
