"""The health of the directory at one moment, put together from all that counts it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from directory.editing.merging import possible_duplicates
from directory.freshness.health import Share, Sums, sums_of
from directory.queries import health, links
from directory.unmet import UnmetSum, unmet_since

UNMET_DAYS = 90


@dataclass(frozen=True)
class Health:
    """`dead_links` out of the addresses ever looked at; `duplicates` are pairs out of the services shown."""

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
        unmet=unmet,
        unmet_total=sum(each.times for each in unmet),
    )
