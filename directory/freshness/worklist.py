"""What keeping the directory true adds to the editors' worklist: entries to check, and dead links."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from directory.clock import in_utc
from directory.editing.worklist import Item, Kind
from directory.freshness.reminding import Today, standings
from directory.freshness.standing import Standing
from directory.queries import links


def kinds(today: Callable[[], Today]) -> tuple[Kind, ...]:
    """Two kinds, which look at the clock each time they are asked."""
    return (
        Kind("stale", lambda s: len(to_check(s, today())), lambda s, most: _stale(s, today(), most)),
        Kind("dead_links", lambda s: len(_dead(s)), lambda s, most: _dead(s)[:most]),
    )


def to_check(session: Session, today: Today) -> list[Standing]:
    """Entries that an editor should look at, the most urgent first."""
    return [each for each in standings(session, today) if each.why]


def _stale(session: Session, today: Today, most: int) -> list[Item]:
    return [
        Item(
            each.entry.id,
            each.entry.name,
            facts={"why": each.why, "assured_date": each.entry.assured_date, "step": each.step},
        )
        for each in to_check(session, today)[:most]
    ]


def _dead(session: Session) -> list[Item]:
    dead = links.dead(session)
    return [
        Item(
            service_id,
            name,
            in_utc(dead[url].first_failed_at),
            {"url": url, "reason": dead[url].look.reason, "status": dead[url].look.status},
        )
        for url, services in links.shown_urls(session).items()
        if url in dead
        for service_id, name in services
    ]
