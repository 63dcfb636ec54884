"""The web addresses that services give, and what is known of each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timezone

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory.clock import in_utc
from directory.link_memory import DEAD_AFTER_FAILURES, Look, Remembered, is_dead, mark_of
from directory.models.freshness import LinkCheck, LinkState
from directory.models.service import Service, Source
from directory.queries.freshness import KEPT_UP


def shown_urls(session: Session) -> dict[str, list[tuple[str, str]]]:
    """Every address that an entry gives, with (id, name) of those services. The made-up ones are left out."""
    query = select(Service.url, Service.id, Service.name).where(
        Service.url.is_not(None), Service.status.in_(KEPT_UP), Service.source != Source.DEMONSTRATION
    )
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for url, service_id, name in session.execute(query.order_by(Service.name, Service.id)):
        if url:
            found[url].append((service_id, name))
    return dict(found)


def due(session: Session, now: datetime) -> list[str]:
    """Addresses to look at: those never looked at, then those longest overdue."""
    urls = shown_urls(session)
    rows = session.execute(select(LinkCheck.url_mark, LinkCheck.next_at))
    waiting = {mark: in_utc(moment) for mark, moment in rows}
    never = datetime.min.replace(tzinfo=timezone.utc)
    times = {url: waiting.get(mark_of(url), never) for url in urls}
    return sorted((url for url, moment in times.items() if moment <= now), key=lambda url: (times[url], url))


def remembered(session: Session, url: str) -> Remembered | None:
    """What is known of an address."""
    row = session.get(LinkCheck, mark_of(url), populate_existing=True)
    return _remembered(row) if row else None


def keep(session: Session, url: str, known: Remembered) -> None:
    """What is known of an address from now on."""
    session.merge(
        LinkCheck(
            url_mark=mark_of(url),
            url=url,
            state=known.look.state.value,
            reason=known.look.reason,
            status=known.look.status,
            failures=known.failures,
            checked_at=known.checked_at,
            next_at=known.next_at,
            first_failed_at=known.first_failed_at,
            last_worked_at=known.last_worked_at,
            moved_to=known.look.moved_to,
        )
    )
    session.flush()


def dead(session: Session) -> dict[str, Remembered]:
    """Every address that is known to be dead, given by a service or not."""
    query = select(LinkCheck).where(
        LinkCheck.state == LinkState.BROKEN, LinkCheck.failures >= DEAD_AFTER_FAILURES
    )
    rows = session.scalars(query.order_by(LinkCheck.first_failed_at, LinkCheck.url_mark))
    return {row.url: known for row in rows if is_dead(known := _remembered(row))}


def looked_at_of(session: Session, urls: Iterable[str]) -> int:
    """How many of these addresses were ever looked at."""
    known = set(session.scalars(select(LinkCheck.url_mark)))
    return sum(mark_of(url) in known for url in urls)


def forget(session: Session, marks: Mapping[str, object], before: datetime) -> None:
    """Drop what is known of addresses that no service gives any more and that were not looked at since."""
    rows = session.scalars(select(LinkCheck.url_mark).where(LinkCheck.checked_at < before))
    for mark in [mark for mark in rows if mark not in marks]:
        session.execute(delete(LinkCheck).where(LinkCheck.url_mark == mark))


def _remembered(row: LinkCheck) -> Remembered:
    return Remembered(
        look=Look(LinkState(row.state), row.reason, row.status, row.moved_to),
        failures=row.failures,
        checked_at=in_utc(row.checked_at),
        next_at=in_utc(row.next_at),
        first_failed_at=in_utc(row.first_failed_at),
        last_worked_at=in_utc(row.last_worked_at),
    )
