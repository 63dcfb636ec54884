"""A site against business as usual in the same weeks, and against its own weeks before. Pure.

What is compared must be alike in how it came to be counted: where a site waits for a place, only contacts
whose place is known stand against it, since whoever went quiet before could not come into the site.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from web.models.contact import Channel
from web.models.site import USUAL
from web.numbers.belonging import Rule
from web.numbers.differences import Difference, difference
from web.numbers.measures import MEASURES, Measure, Rate
from web.numbers.suppression import small
from web.numbers.totals import Totals

COMPARED = (
    "claimed", "verified_28", "conversation_two", "repeat_28", "harmed_91", "missed", "over_referral",
    "abandoned", "in_time",
)  # fmt: skip
_BY_ADVISER = frozenset({Channel.TELEPHONE.value, Channel.FACE_TO_FACE.value, Channel.PROFESSIONAL.value})
_BY_ADDRESS = frozenset({Channel.WEB.value, Channel.DIRECTORY.value})
WEEK = timedelta(days=7)

# told: the interval leaves out no difference. unsure: it does not. small: too few to show. waiting: of every
# day, too few days have passed since. nothing: there is nothing to take a share of.
State = Literal["told", "unsure", "small", "waiting", "nothing"]


@dataclass(frozen=True)
class Part:
    """Contacts of a site in a period, both days counted; empty: not narrowed. `place_known`: with a place."""

    first: date
    last: date
    site: str
    channels: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    place_known: bool = False


@dataclass(frozen=True)
class Plan:
    """What is looked at of a site: itself, business as usual beside it, its own weeks before (or none)."""

    here: Part
    usual: Part
    before: Part | None
    today: date
    last_day: date

    @property
    def days(self) -> int:
        """Days of the site that have begun."""
        return (self.here.last - self.here.first).days + 1

    @property
    def weeks(self) -> float:
        """The same in weeks."""
        return self.days / 7

    @property
    def is_over(self) -> bool:
        """Have all its days passed?"""
        return self.today > self.last_day

    def counts_whole_on(self, window: int) -> date:
        """From which day on every contact of the site has had this many days."""
        return self.last_day + timedelta(days=window + 1)


@dataclass(frozen=True)
class Compared:
    """One measure on both sides. `difference`: here less there, where it may be shown."""

    measure: Measure
    here: Rate
    there: Rate
    state: State
    difference: Difference | None

    @property
    def is_higher(self) -> bool:
        """Is it higher here, by more than chance?"""
        return self.state == "told" and self.difference is not None and self.difference.points > 0


def plan_of(rule: Rule, baseline_weeks: int, today: date) -> Plan | None:
    """What to look at today; None while the site has not begun."""
    if today < rule.first:
        return None
    here = Part(rule.first, min(rule.last, today), rule.slug)
    usual = Part(here.first, here.last, USUAL, _alike(rule), place_known=rule.waits_for_place)
    return Plan(here, usual, _before(rule, baseline_weeks), today, rule.last)


def compare(here: Totals, there: Totals, ids: Sequence[str] = COMPARED) -> list[Compared]:
    """Each measure on both sides."""
    return [_compared(MEASURES[id_], here, there) for id_ in ids if id_ in MEASURES]


def _compared(measure: Measure, here: Totals, there: Totals) -> Compared:
    one, other = measure.rate(here), measure.rate(there)
    found = difference(one, other)
    if small(one) or small(other):
        return Compared(measure, one, other, "small", None)
    if found is None:
        waits = measure.window is not None and here.of("contacts") > here.of("contacts", measure.window) == 0
        return Compared(measure, one, other, "waiting" if waits else "nothing", None)
    return Compared(measure, one, other, "told" if found.is_told else "unsure", found)


def _alike(rule: Rule) -> frozenset[str]:
    """The channels of those it stands against, where something else than the channel tells the two apart."""
    if rule.teams or rule.by_address or rule.districts:
        usual = _BY_ADVISER if rule.teams else _BY_ADDRESS if rule.by_address else frozenset[str]()
        return rule.channels or usual
    return frozenset()


def _before(rule: Rule, weeks: int) -> Part | None:
    """The site's own weeks before: whom its rule would have taken, had it stood then.

    Before it began nobody noted by which address or whose call somebody came: such a site has none.
    """
    if not weeks or rule.teams or rule.by_address:
        return None
    first, last = rule.first - weeks * WEEK, rule.first - timedelta(days=1)
    return Part(first, last, USUAL, rule.channels, rule.districts)
