"""What speaks for and against showing one service to one person: the findings behind the factors, by name.

Pure, and about one listing at a time: ranking sums over arrays, this says of the few that are shown why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from directory.listings import Listing, Reach
from directory.matching.asked import Asked, Names, Says, asked_words
from directory.matching.ranking import Ranked
from directory.matching.weights import FreshnessWeights
from directory.opening_hours import WEEKEND

_COMES_HOME = {Reach.HOME_VISIT, Reach.TELEPHONE, Reach.ONLINE}


@dataclass(frozen=True)
class Finding:
    """One finding by the name it has in words.yml, with the facts that its words need."""

    name: str
    audiences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    ages: tuple[int | None, int | None] = (None, None)
    day: date | None = None


@dataclass(frozen=True)
class Findings:
    """In the order they are told."""

    speaking_for: tuple[Finding, ...]
    against: tuple[Finding, ...]


def findings(
    listing: Listing, its: Says, ranked: Ranked, asked: Asked, today: date, weights: FreshnessWeights
) -> Findings:
    """Everything to be said of this service to somebody who asked this. `its`: what it says of itself."""
    against = (
        *_standing(listing),
        *_eligibility(listing, asked, its, asked_words().audiences_with(ranked.needs)),
        *_where(listing, ranked),
        *_access(listing, asked, its),
        *_hours(listing, asked),
        *_cost(listing, asked),
        *_checked(listing, today, weights),
    )
    return Findings(tuple(_for(listing, asked, its, today, weights)), against)


def _for(
    listing: Listing, asked: Asked, its: Says, today: date, weights: FreshnessWeights
) -> Iterator[Finding]:
    if listing.free:
        yield Finding("free")
    if fitting := asked.audiences & its.audiences:
        yield Finding("audience", audiences=_in_order(fitting))
    if asked.access and asked.access <= its.access and not _comes(listing):
        yield Finding("access")
    if spoken := asked.languages & its.languages:
        yield Finding("language", languages=tuple(sorted(spoken)))
    if asked.evening and listing.open_evenings:
        yield Finding("evening")
    if asked.weekend and listing.open_days & WEEKEND:
        yield Finding("weekend")
    if listing.assured_date and not _is_stale(listing, today, weights):
        yield Finding("checked", day=listing.assured_date)


def _standing(listing: Listing) -> Iterator[Finding]:
    if listing.vanished_at:
        yield Finding("vanished")


def _eligibility(listing: Listing, asked: Asked, its: Says, implied: Names) -> Iterator[Finding]:
    """A known misfit is said; a blank is a question, never a no. `implied`: by the needs it answers."""
    ages = (listing.min_age, listing.max_age)
    has_ages = ages != (None, None)
    if asked.age is not None and has_ages and not (ages[0] or 0) <= asked.age <= (ages[1] or asked.age):
        yield Finding("wrong_age", ages=ages)
    if its.audiences and not its.audiences & (asked.audiences | implied):
        yield Finding("for_others", audiences=_in_order(its.audiences))
    if asked.of_themselves and not (has_ages or listing.eligibility or its.audiences):
        yield Finding("ask_for_whom")
    if asked.languages and not asked.languages & its.languages:
        yield Finding("ask_language", languages=tuple(sorted(asked.languages)))


def _where(listing: Listing, ranked: Ranked) -> Iterator[Finding]:
    if ranked.elsewhere:
        yield Finding("elsewhere")
    if ranked.other_town:
        yield Finding("other_town", areas=listing.serves)


def _access(listing: Listing, asked: Asked, its: Says) -> Iterator[Finding]:
    if not asked.access or _comes(listing) or Reach.VENUE not in listing.reach:
        return
    if asked.access & its.lacks:
        yield Finding("lacks_access")
    elif not asked.access <= its.access:
        yield Finding("ask_access")


def _hours(listing: Listing, asked: Asked) -> Iterator[Finding]:
    evening = asked.evening and listing.open_evenings is False
    weekend = asked.weekend and bool(listing.open_days) and not listing.open_days & WEEKEND
    if evening or weekend:
        yield Finding("closed")


def _cost(listing: Listing, asked: Asked) -> Iterator[Finding]:
    """Free was asked for, and this is not. An unknown cost stands on the card as a question already."""
    if asked.cheap and listing.free is False:
        yield Finding("not_free")


def _checked(listing: Listing, today: date, weights: FreshnessWeights) -> Iterator[Finding]:
    """A changed text is no check: only the assured date counts."""
    if listing.assured_date is None:
        yield Finding("never")
    elif _is_stale(listing, today, weights):
        yield Finding("stale")


def _is_stale(listing: Listing, today: date, weights: FreshnessWeights) -> bool:
    checked = listing.assured_date
    return checked is None or checked < today - timedelta(days=weights.days)


def _comes(listing: Listing) -> bool:
    return bool(_COMES_HOME & set(listing.reach))


def _in_order(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in asked_words().audiences if name in names)
