"""Keeps the managers' sums up to date: one step a transaction, until nothing waits or the time is over."""

from time import monotonic

from web.clock import now
from web.database import ContactsStore
from web.settings import WebSettings
from web.staff.dashboard.reading import clock
from web.store import counting


def count_all(store: ContactsStore, settings: WebSettings, *, seconds: float | None = None) -> int:
    """Counts what changed; how many changes. With `seconds` it stops between two steps when they are over."""
    end = None if seconds is None else monotonic() + seconds
    counted = 0
    while end is None or monotonic() < end:
        with store.writing() as session:
            step = counting.catch_up(session, clock(settings, now()))
        if not step:
            break
        counted += step
    return counted
