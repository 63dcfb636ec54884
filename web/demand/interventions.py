"""What a council would do differently: which figure it changes, from when, how much, at what cost. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, prod

from web.demand.inputs import Case, Range

MONTHS = 60


@dataclass(frozen=True)
class Intervention:
    """One of them. `effect`: by how many per cent of today's figure it changes, -10 for a tenth less.

    `start`: its first month, 1 to 60. `ramp`: over how many months it grows to its full effect; 0: at once.
    `instead`: where those go who do not go on to `target` any more; empty: they need nothing more.
    `once` and `monthly`: pounds, at today's prices, in its first month and in every month from then on.
    """

    name: str
    target: str
    effect: Range
    start: int = 1
    ramp: int = 0
    instead: str = ""
    once: float = 0.0
    monthly: float = 0.0

    def reached(self, month: int) -> float:
        """How much of its full effect it has in a month, 0 to 1."""
        if month < self.start:
            return 0.0
        return min(1.0, (month - self.start + 1) / self.ramp) if self.ramp else 1.0

    def change(self, month: int, case: Case) -> float:
        """By what share it changes its figure in a month: -0.05 is a twentieth less."""
        return self.effect.of(case) * 0.01 * self.reached(month)

    def cost(self, month: int) -> float:
        """What it costs in a month, at today's prices."""
        if month < self.start:
            return 0.0
        return self.monthly + (self.once if month == self.start else 0.0)


def changed(
    today: Mapping[str, float], acting: Sequence[Intervention], month: int, case: Case
) -> Mapping[str, float]:
    """The figures in a month. Several on one figure multiply: two tenths less leave 81 of 100, in any order.

    A figure that nobody knows stays unknown.
    """
    now = dict(today)
    acting = [each for each in acting if each.target in today]
    for target in sorted({each.target for each in acting}):
        on_it = [each for each in acting if each.target == target]
        now[target] = today[target] * prod(sorted(1.0 + each.change(month, case) for each in on_it))
    for instead, moved in _moved(today, now, acting, month, case).items():
        now[instead] = fsum((now[instead], *sorted(moved)))
    return now


def spent(acting: Iterable[Intervention], month: int) -> float:
    """What all of them cost in a month, at today's prices."""
    return fsum(sorted(each.cost(month) for each in acting))


def _moved(
    today: Mapping[str, float],
    now: Mapping[str, float],
    acting: Sequence[Intervention],
    month: int,
    case: Case,
) -> Mapping[str, list[float]]:
    """What goes elsewhere: each intervention that makes a figure smaller has its part of what it lost."""
    found: dict[str, list[float]] = {}
    for each in acting:
        change = each.change(month, case)
        lost = today[each.target] - now[each.target]
        if not each.instead or change >= 0 or lost <= 0:
            continue
        whole = fsum(
            sorted(min(0.0, other.change(month, case)) for other in acting if other.target == each.target)
        )
        found.setdefault(each.instead, []).append(lost * change / whole)
    return found
