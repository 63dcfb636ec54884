"""The sums of a period, and what measures ask of them: a counter, at once or once its window is over."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from web.models.numbers import PRIORITIES, WAITS

Sums = Counter[str]


@dataclass(frozen=True)
class Totals:
    """Sums by day. `people`: how many different people asked, and of how many requests it is known who.

    `overdue`: hand-offs of the period that nobody got in touch about, although it was due by now.
    """

    days: Mapping[date, Sums]
    today: date
    people: int | None = None
    requests_known: int = 0
    overdue: int = 0
    _whole: dict[int, Sums] = field(default_factory=dict, compare=False, repr=False)

    def of(self, name: str, window: int | None = None) -> int:
        """A counter's sum; with a `window`, of days alone that so many whole days came after."""
        return self._sums(window)[name]

    def every(self, *names: str) -> int:
        """Several counters added up."""
        return sum(self.of(name) for name in names)

    def of_week(self, first: date) -> "Totals":
        """The sums of the seven days from `first` on."""
        week = (first + timedelta(days=each) for each in range(7))
        return Totals({day: self.days[day] for day in week if day in self.days}, self.today)

    @property
    def in_time(self) -> int:
        """Hand-offs about which somebody got in touch by the time that was due."""
        return self.every(*(f"in_time_{priority}" for priority in PRIORITIES))

    @property
    def late(self) -> int:
        """Those about which somebody got in touch too late."""
        return self.every(*(f"late_{priority}" for priority in PRIORITIES))

    def wait(self, share: float) -> int | None:
        """Within how many hours somebody got in touch with this share of those who heard; None: not known.

        Waits are kept in steps: the answer is the upper end of the step. -1: longer than the longest step.
        """
        steps = [(hours, self.of(f"waited_{hours}h")) for hours in WAITS]
        heard = sum(number for _hours, number in steps) + self.of("waited_longer")
        so_far = 0
        for hours, number in steps:
            so_far += number
            if heard and so_far >= share * heard:
                return hours
        return -1 if heard else None

    def _sums(self, window: int | None) -> Sums:
        length = 0 if window is None else window + 1
        if length not in self._whole:
            limit = self.today - timedelta(days=length)
            whole: Sums = Counter()
            for day, sums in self.days.items():
                if window is None or day <= limit:
                    whole.update(sums)
            self._whole[length] = whole
        return self._whole[length]
