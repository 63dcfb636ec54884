"""The facts that the directory's health is summed from: a few columns, one query a table."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.masking import hidden_places
from directory.models.access import ServiceArea
from directory.models.location import Address, ServiceAtLocation
from directory.models.service import Service, Status
from directory.models.signpost import ServiceNeed

# A need that was only guessed at is not counted as answered. Measured on the demonstration and on North
# Lincolnshire's labelled services: from here on 88 and 85 in 100 of what is counted are right, and 65 and 42
# in 100 of what is right are counted; from 0.35 on it was only 31 and 15, and nearly every need looked thin.
SURE = 0.15


@dataclass(frozen=True)
class Fact:
    """What is counted of one service that residents are shown. `everywhere`: it helps in the whole area."""

    id: str
    assured_date: date | None
    national: bool
    everywhere: bool
    needs: tuple[str, ...]
    areas: tuple[str, ...]


def facts(session: Session) -> list[Fact]:
    """One for each service that residents are shown. The town of a masked address is not told."""
    sure = select(ServiceNeed.service_id, ServiceNeed.need_id).where(ServiceNeed.confidence >= SURE)
    needs = _collected((row[0], row[1]) for row in session.execute(sure))
    towns = _towns(session)
    with_areas = set(session.scalars(select(ServiceArea.service_id).distinct()))
    located = set(session.scalars(select(ServiceAtLocation.service_id).distinct()))
    query = select(Service.id, Service.assured_date, Service.national).where(Service.status == Status.ACTIVE)
    return [
        Fact(
            id=row.id,
            assured_date=row.assured_date,
            national=row.national,
            everywhere=row.id in with_areas or row.id not in located,
            needs=tuple(needs.get(row.id, ())),
            areas=tuple(towns.get(row.id, ())),
        )
        for row in session.execute(query.order_by(Service.id))
    ]


def _towns(session: Session) -> dict[str, list[str]]:
    masked = session.scalars(select(Address).where(Address.masked))
    hidden = hidden_places(masked)
    query = select(ServiceAtLocation.service_id, Address.location_id, Address.city).join(
        Address, Address.location_id == ServiceAtLocation.location_id
    )
    rows = session.execute(query.where(Address.city.is_not(None)))
    return _collected(
        (row[0], " ".join((row[2] or "").split()).title()) for row in rows if row[1] not in hidden
    )


def _collected(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        if value and value not in found[key]:
            found[key].append(value)
    return found
