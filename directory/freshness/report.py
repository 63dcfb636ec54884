"""The health of the directory at one moment, put together from all that counts it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from directory.editing.merging import possible_duplicates
from directory.freshness.health import Share, Sums, sums_of
from directory.queries import health, links
from directory.unmet import UnmetSum, unmet_since

UNMET_DAYS = 90
FEW = 5  # fewer than that in one small place could point at somebody
SEVERAL_PLACES = "*"


@dataclass(frozen=True)
class Health:
    """`dead_links` out of the addresses ever looked at; `duplicates` are pairs out of the services shown.

    In `unmet`, places with few are told together, as SEVERAL_PLACES.
    """

    day: date
    sums: Sums
    dead_links: Share
    links_given: int
    duplicates: int
    unmet: tuple[UnmetSum, ...]
    unmet_total: int


def health_of(session: Session, needs: Iterable[str], day: date) -> Health:
    """Everything of the health page."""
    given = links.shown_urls(session)
    dead = [url for url in links.dead(session) if url in given]
    unmet = unmet_since(session, day - timedelta(days=UNMET_DAYS))
    return Health(
        day=day,
        sums=sums_of(health.facts(session), needs, day),
        dead_links=Share(len(dead), links.looked_at_of(session, given)),
        links_given=len(given),
        duplicates=len(possible_duplicates(session)),
        unmet=without_few(unmet),
        unmet_total=sum(each.times for each in unmet),
    )


def without_few(unmet: Iterable[UnmetSum]) -> tuple[UnmetSum, ...]:
    """The same sums, the commonest first, with no place named for which there are few of a need."""
    by_place: Counter[tuple[str, str]] = Counter()
    for each in unmet:
        by_place[each.need_id, each.district] += each.times
    told: Counter[tuple[str, str]] = Counter()
    for (need, place), times in by_place.items():
        told[need, SEVERAL_PLACES if place and times < FEW else place] += times
    rows = [UnmetSum(need, place, "", times) for (need, place), times in told.items()]
    return tuple(sorted(rows, key=lambda row: (-row.times, row.need_id, row.district)))
