"""What waits for an editor, kind by kind. A new kind is one more entry of KINDS, and its words.

Each kind counts by itself and lists a few; nothing here writes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from directory.clock import in_utc
from directory.editing.merging import possible_duplicates
from directory.models.editing import Entity
from directory.queries import editing as stored
from directory.queries import editor_lists

# Below this the labelling hardly tells a service's first need from the others. Measured: 14 of the
# demonstration's 217 services are below it, and 134 of a real council's 738.
SURE_ENOUGH = 0.1


@dataclass(frozen=True)
class Item:
    """One thing to do. `service_id` and `name` say where, `since` how long it waits, `facts` the rest."""

    service_id: str
    name: str
    since: datetime | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """One kind of work: how many items wait, and the first ones of them, most urgent first."""

    id: str
    count: Callable[[Session], int]
    items: Callable[[Session, int], list[Item]]


def _proposals(session: Session, limit: int) -> list[Item]:
    return [
        Item(
            row.service_id,
            name or str(row.changes.get("name") or ""),
            in_utc(row.at),
            {"proposal": row.id, "by": row.by, "why": row.why, "proposer": row.proposer, "new": name is None},
        )
        for row, name in stored.waiting_proposals(session, limit)
    ]


def _clashes(session: Session, limit: int) -> list[Item]:
    rows = stored.clashing(session, limit)
    places = [row.link_id for row in rows if row.link_entity == Entity.LOCATION]
    at = stored.services_at(session, places)
    names = stored.names_of(session, [row.link_id for row in rows if row.link_entity == Entity.SERVICE])
    items = []
    for row in rows:
        found = at.get(row.link_id) if row.link_entity == Entity.LOCATION else None
        service_id, name = found[0] if found else (row.link_id, names.get(row.link_id, ""))
        since = in_utc(row.source_changed_at)
        items.append(Item(service_id, name, since, {"field": row.field, "entity": row.link_entity}))
    return items


def _vanished(session: Session, limit: int) -> list[Item]:
    lines = editor_lists.vanished(session, limit)
    return [Item(line.id, line.name, in_utc(line.vanished_at)) for line in lines]


def _duplicates(session: Session, limit: int) -> list[Item]:
    pairs = possible_duplicates(session)[:limit]
    lines = editor_lists.lines_of(session, [each for p in pairs for each in (p.first_id, p.second_id)])
    return [
        Item(
            pair.first_id,
            lines[pair.first_id].name,
            facts={
                "other_id": pair.second_id,
                "other": lines[pair.second_id].name,
                "shared": pair.shared,
                "likeness": pair.likeness,
            },
        )
        for pair in pairs
    ]


def _doubtful(session: Session, limit: int) -> list[Item]:
    found = editor_lists.doubtful(session, SURE_ENOUGH, limit)
    return [Item(line.id, line.name, facts={"sure": sure}) for line, sure in found]


KINDS: tuple[Kind, ...] = (
    Kind("proposals", stored.count_waiting_proposals, _proposals),
    Kind("clashes", stored.count_clashing, _clashes),
    Kind("vanished", editor_lists.count_vanished, _vanished),
    Kind("duplicates", lambda session: len(possible_duplicates(session)), _duplicates),
    Kind("doubtful", lambda session: editor_lists.count_doubtful(session, SURE_ENOUGH), _doubtful),
)
