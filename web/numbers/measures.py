"""Every measure by name: what is counted, out of what, in which window. Pure.

Its words (what is counted, what is not) stand under its id in web/words/measures.yml, and on the page.
Abandoned conversations are in every denominator of contacts and in no numerator of success.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from web.models.numbers import PRICES, WINDOWS
from web.numbers.totals import Totals
from web.words.book import words

Unit = Literal["share", "number", "ratio"]


@dataclass(frozen=True)
class Rate:
    """So many out of so many."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> float | None:
        """The share in per cent; None when there is nothing to take a share of."""
        return 100 * self.numerator / self.denominator if self.denominator else None

    @property
    def ratio(self) -> float | None:
        """So many to one; None when there is nothing to divide by."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True)
class Measure:
    """One measure. `window`: days that must have passed since a contact before it is counted at all.

    `sampled`: known of some contacts alone, so that the page says between which values it may lie.
    """

    id: str
    rate: Callable[[Totals], Rate]
    unit: Unit = "share"
    window: int | None = None
    sampled: bool = False

    def value(self, totals: Totals) -> float | None:
        """The number that a page shows; None when there is nothing to count."""
        rate = self.rate(totals)
        if self.unit == "number":
            return rate.numerator
        return rate.percent if self.unit == "share" else rate.ratio

    @property
    def label(self) -> str:
        """Its name."""
        return str(self.words["label"])

    @property
    def words(self) -> dict[str, Any]:
        """label, counted, out_of, window and without, as managers read them."""
        known = words("measures")["measures"]
        named: dict[str, Any] = known.get(self.id) or _for_window(known, self.id)
        return named


def share(id_: str, top: str, bottom: str, window: int | None = None) -> Measure:
    """The share of one counter in another."""
    return Measure(id_, lambda totals: Rate(totals.of(top, window), totals.of(bottom, window)), window=window)


def number(id_: str, counter: str) -> Measure:
    """A plain count."""
    return Measure(id_, lambda totals: Rate(totals.of(counter), 0), unit="number")


def _for_window(known: dict[str, Any], id_: str) -> dict[str, Any]:
    stem, days = id_.rsplit("_", 1)
    return {name: text.replace("{days}", days) for name, text in known[f"{stem}_DAYS"].items()}


def _returns() -> Iterator[Measure]:
    for days in WINDOWS:
        yield share(f"repeat_{days}", f"back_{days}", "known", days)
        yield share(f"repeat_same_{days}", f"same_{days}", "known", days)


def _heard_in_time(totals: Totals) -> Rate:
    return Rate(totals.in_time, totals.in_time + totals.late + totals.overdue)


def _answered(totals: Totals) -> int:
    return totals.every("help_yes", "help_a_little", "help_no")


def _alerts(totals: Totals) -> int:
    return totals.every("alert_emergency", "alert_urgent", "alert_priority")


def _prices(counter: str, *prices: str) -> Callable[[Totals], Rate]:
    """Services of these prices among those that were counted."""

    def rate(totals: Totals) -> Rate:
        every = totals.every(*(f"{counter}_{price}" for price in PRICES))
        return Rate(totals.every(*(f"{counter}_{price}" for price in prices)), every)

    return rate


def _missed(totals: Totals) -> Rate:
    return Rate(totals.of("reviewed_missed"), totals.of("reviewed_stayed"))


def _kept(totals: Totals) -> Rate:
    return Rate(totals.of("promise_kept"), totals.every("promise_kept", "promise_broken"))


MEASURES: dict[str, Measure] = {
    each.id: each
    for each in (
        number("contacts", "contacts"),
        number("requests", "requests"),
        Measure("people", lambda totals: Rate(totals.people or 0, 0), unit="number"),
        Measure("per_person", lambda totals: Rate(totals.requests_known, totals.people or 0), unit="ratio"),
        share("claimed", "claimed", "stated_need"),
        share("verified_28", "verified_28", "stated_need", 28),
        share("verified_91", "verified_91", "stated_need", 91),
        share("claimed_unknown", "claimed_unknown", "claimed"),
        share("settled", "settled", "requests_final"),
        share("settled_28", "settled_28", "requests_final", 28),
        share("settled_91", "settled_91", "requests_final", 91),
        share("harmed_91", "harmed_91", "closed_one_known", 91),
        Measure("missed", _missed, sampled=True),
        share("reviewed", "reviewed", "contacts"),
        share("closed_back_91", "closed_one_back_91", "closed_one_known", 91),
        *_returns(),
        share("to_request", "requests", "contacts"),
        share("conversion", "to_assessment", "requests_final"),
        share("to_reablement", "to_reablement", "requests_final"),
        share("to_safeguarding", "to_safeguarding", "requests_final"),
        share("conversation_two", "conversation_two", "contacts"),
        share("over_referral", "over_referred", "decided"),
        share("honoured", "asked_honoured", "asked_assessment"),
        Measure("in_time", _heard_in_time),
        Measure("promise_kept", _kept),
        share("accepted", "offers_accepted", "offers"),
        share("enough", "shown_enough", "shown"),
        share("not_enough", "not_enough", "shown"),
        share("no_match", "no_match", "contacts"),
        share("unmet", "unmet", "contacts"),
        Measure("cheap", _prices("services", "free", "low_cost")),
        Measure("price_known", _prices("services", "free", "low_cost", "paid")),
        Measure("enough_cheap", _prices("enough", "free", "low_cost")),
        share("help_asked", "help_asked", "help_planned"),
        Measure("help_answered", lambda totals: Rate(_answered(totals), totals.of("help_asked"))),
        Measure("helped", lambda totals: Rate(totals.of("help_yes"), _answered(totals))),
        Measure("alerts", lambda totals: Rate(_alerts(totals), totals.of("contacts"))),
        Measure("alerts_handed_off", lambda totals: Rate(totals.of("alerts_handed_off"), _alerts(totals))),
        share("concerns", "concerns", "contacts"),
        share("handed_off", "handed_off", "contacts"),
        share("abandoned", "abandoned", "contacts"),
        share("still_open", "still_open", "contacts"),
        share("out_of_hours", "out_of_hours", "contacts"),
        Measure(
            "handoffs_each", lambda totals: Rate(totals.of("handoffs"), totals.of("contacts")), unit="ratio"
        ),
    )
}
