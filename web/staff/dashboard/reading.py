"""From the store to what a page of numbers shows: the sums of a period, as they stand this moment."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from web.clock import local_day
from web.database import Transaction
from web.models.numbers import COUNTERS
from web.numbers.chosen import FILTERS, Chosen
from web.numbers.totals import Sums, Totals
from web.settings import WebSettings
from web.store import counting, number_cuts, sites
from web.store import numbers as stored
from web.store.waiting import Waiting, waiting

AT_ONCE = 300  # changes that a page counts by itself; more wait for the worker, and the page says so


@dataclass(frozen=True)
class Reader:
    """Reads one moment of the store. `ahead`: what the sums lack yet, so that a page is never behind."""

    store: Transaction
    moment: datetime
    settings: WebSettings
    ahead: counting.Difference

    @classmethod
    def of(cls, store: Transaction, moment: datetime, settings: WebSettings) -> "Reader":
        """A reader of this transaction, which has looked at what waits to be counted."""
        return cls(store, moment, settings, counting.ahead(store, clock(settings, moment), AT_ONCE))

    def totals(self, chosen: Chosen) -> Totals:
        """The sums of a period; people are counted for the whole council alone."""
        narrowed = any(getattr(chosen, name) for name in FILTERS)
        requests, people = (0, None) if narrowed else stored.people(self.store, chosen, self.ahead.gaps)
        return Totals(
            stored.by_day(self.store, chosen, self.ahead.cells),
            local_day(self.moment, self.settings.time_zone),
            people,
            requests,
            stored.overdue(self.store, chosen, self.moment),
        )

    def by_trait(self, chosen: Chosen, trait: str, counters: Sequence[str] = COUNTERS) -> dict[str, Sums]:
        """The sums of the period for each value of one of the filters."""
        return stored.by_trait(self.store, chosen, trait, counters, self.ahead.cells)

    def by_split(self, chosen: Chosen, counters: Sequence[str]) -> dict[str, Sums]:
        """The sums of the period for each group of people, as the worker counted them last."""
        return stored.by_split(self.store, chosen, counters)

    def by_hour(self, chosen: Chosen) -> Counter[tuple[int, int]]:
        """Contacts by weekday and hour."""
        return number_cuts.by_hour(self.store, chosen, self.ahead.cells)

    def by_place_and_need(self, chosen: Chosen) -> Counter[tuple[str, str]]:
        """Contacts by place and need."""
        return number_cuts.by_place_and_need(self.store, chosen, self.ahead.cells)

    def queue(self, chosen: Chosen, ages: Sequence[timedelta]) -> list[Waiting]:
        """What waits this moment, whenever it came."""
        return list(waiting(self.store, chosen, self.moment, ages))

    def site_names(self) -> dict[str, str]:
        """What each innovation site is called, by the short name its contacts carry."""
        return {site.slug: site.name for site in sites.every(self.store)}

    def waiting(self) -> int:
        """How many changes the page does not show yet."""
        noted = stored.uncounted(self.store)
        return noted if noted > AT_ONCE else 0


def clock(settings: WebSettings, moment: datetime) -> counting.Clock:
    """What counting must know of time."""
    zone = settings.time_zone
    return counting.Clock(local_day(moment, zone), zone, settings.keeping.contact_days)
