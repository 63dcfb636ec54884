"""What each part of the dashboard is made from: one reading of the sums, made once for a request."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from web.numbers.chosen import Chosen
from web.numbers.measures import MEASURES
from web.numbers.totals import Totals
from web.staff.dashboard.reading import Reader
from web.staff.dashboard.shown import Shown, shown
from web.staff.dashboard.tables import Weeks, weeks_of, whole_weeks_of
from web.staff.dashboard.words import label


@dataclass(frozen=True)
class Look:
    """A period, perhaps one to compare with, and a reader of the moment. `targets`: the council's file."""

    reader: Reader
    chosen: Chosen
    earlier: Chosen | None
    compare: str = "none"
    targets: Path | None = None
    settled: dict[int, tuple[Chosen, Totals]] = field(default_factory=dict, repr=False)
    by_week: dict[Chosen, dict[date, Totals]] = field(default_factory=dict, repr=False)

    @cached_property
    def whole(self) -> Totals:
        """The sums of the period."""
        return self.reader.totals(self.chosen)

    @cached_property
    def before(self) -> Totals | None:
        """The sums of the period compared with."""
        return self.reader.totals(self.earlier) if self.earlier else None

    @cached_property
    def _sites(self) -> dict[str, str]:
        return self.reader.site_names()

    def called(self, name: str, value: str) -> str:
        """What `value` of the filter `name` is called; a site by the name that managers gave it."""
        return self._sites.get(value) or label(name, value) if name == "site" else label(name, value)

    def measured(self, id_: str) -> Shown:
        """One measure as it may be shown."""
        return shown(MEASURES[id_], self.chosen, self.whole, self.before)

    def of_period(self, id_: str) -> tuple[Shown, Chosen]:
        """A measure of the period that was asked for, whatever is known of it yet."""
        return self.measured(id_), self.chosen

    def told(self, id_: str) -> tuple[Shown, Chosen]:
        """A measure as it may be shown, and of which period.

        Where its window is over for no contact of the period, it is of the newest period as long for which it
        is over for all: harm that shows within 91 days must not vanish from a page about the last 91.
        """
        found = self.measured(id_)
        if not self._too_soon(id_):
            return found, self.chosen
        earlier, totals = self._settled(MEASURES[id_].window or 0)
        return shown(MEASURES[id_], earlier, totals, None), earlier

    def weekly(self, id_: str) -> Weeks:
        """One measure week by week, of the period that `told` speaks of."""
        chosen, totals = self.chosen, self.whole
        if self._too_soon(id_):
            chosen, totals = self._settled(MEASURES[id_].window or 0)
        return weeks_of(MEASURES[id_], chosen, self._weeks(chosen, totals))

    def _too_soon(self, id_: str) -> bool:
        window = MEASURES[id_].window
        return window is not None and self.chosen.first >= self.whole.today - timedelta(days=window + 1)

    def _settled(self, window: int) -> tuple[Chosen, Totals]:
        if window not in self.settled:
            chosen = self.chosen.until(self.whole.today - timedelta(days=window + 1))
            self.settled[window] = chosen, self.reader.totals(chosen)
        return self.settled[window]

    def _weeks(self, chosen: Chosen, totals: Totals) -> dict[date, Totals]:
        if chosen not in self.by_week:
            self.by_week[chosen] = whole_weeks_of(chosen, totals)
        return self.by_week[chosen]
