"""Versions, proposals, kept values, merged and distinct services: the rows of what editors did."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from directory.models.editing import (
    DistinctPair,
    Entity,
    KeptValue,
    MergedService,
    Proposal,
    ProposalState,
    ServiceVersion,
)
from directory.models.location import ServiceAtLocation
from directory.models.service import Service
from directory.queries.portions import in_portions


def service_row(session: Session, service_id: str) -> Service | None:
    """The service itself, as it is at this moment."""
    return session.get(Service, service_id, populate_existing=True)


def version_by_key(session: Session, key: str) -> ServiceVersion | None:
    """What was saved under this form's nonce before."""
    return session.scalars(select(ServiceVersion).where(ServiceVersion.key == key)).first()


def versions_of(session: Session, service_id: str) -> list[ServiceVersion]:
    """All versions, newest first."""
    query = select(ServiceVersion).where(ServiceVersion.service_id == service_id)
    return list(session.scalars(query.order_by(ServiceVersion.number.desc())))


def newest_version(session: Session, service_id: str) -> ServiceVersion | None:
    """The last version that was noted."""
    query = select(ServiceVersion).where(ServiceVersion.service_id == service_id)
    return session.scalars(query.order_by(ServiceVersion.number.desc()).limit(1)).first()


def add(session: Session, row: Any) -> None:
    """Keep a row, now: a clash of keys shows here and not later."""
    session.add(row)
    session.flush()


def proposal(session: Session, proposal_id: str) -> Proposal | None:
    """One proposal."""
    return session.get(Proposal, proposal_id, populate_existing=True)


def proposal_by_key(session: Session, key: str) -> Proposal | None:
    """What was proposed under this key before."""
    return session.scalars(select(Proposal).where(Proposal.key == key)).first()


def proposals_of(session: Session, service_id: str) -> list[Proposal]:
    """All proposals for a service, newest first."""
    query = select(Proposal).where(Proposal.service_id == service_id)
    return list(session.scalars(query.order_by(Proposal.at.desc(), Proposal.id)))


def waiting_proposals(session: Session, limit: int) -> list[tuple[Proposal, str | None]]:
    """Proposals that wait, oldest first, with the name of the service where there is one."""
    query = select(Proposal, Service.name).outerjoin(Service, Service.id == Proposal.service_id)
    query = query.where(Proposal.state == ProposalState.WAITING).order_by(Proposal.at, Proposal.id)
    return [(row[0], row[1]) for row in session.execute(query.limit(limit))]


def count_waiting_proposals(session: Session) -> int:
    """How many proposals wait."""
    query = select(func.count()).select_from(Proposal).where(Proposal.state == ProposalState.WAITING)
    return session.scalars(query).one()


def count_waiting_with_key(session: Session, start: str) -> int:
    """How many proposals wait whose key begins so: those of one link."""
    query = select(func.count()).select_from(Proposal).where(Proposal.state == ProposalState.WAITING)
    return session.scalars(query.where(Proposal.key.startswith(start, autoescape=True))).one()


def kept_values(session: Session, entity: Entity, ids: Collection[str]) -> list[KeptValue]:
    """What editors keep of these services or locations."""
    found: list[KeptValue] = []
    for some in in_portions(sorted(ids)):
        query = select(KeptValue).where(KeptValue.link_entity == entity, KeptValue.link_id.in_(some))
        found += session.scalars(query.order_by(KeptValue.link_id, KeptValue.field))
    return found


def drop_kept(session: Session, entity: str, link_id: str, field: str) -> None:
    """Follow the source again; what was kept stays in the versions."""
    session.execute(
        delete(KeptValue).where(
            KeptValue.link_entity == entity, KeptValue.link_id == link_id, KeptValue.field == field
        )
    )


def clashing(session: Session, limit: int) -> list[KeptValue]:
    """Kept values whose source says something new, oldest first."""
    query = select(KeptValue).where(KeptValue.source_changed_at.is_not(None))
    order = (KeptValue.source_changed_at, KeptValue.link_id, KeptValue.field)
    return list(session.scalars(query.order_by(*order).limit(limit)))


def count_clashing(session: Session) -> int:
    """How many kept values wait for a decision."""
    query = select(func.count()).select_from(KeptValue).where(KeptValue.source_changed_at.is_not(None))
    return session.scalars(query).one()


def services_with_kept_needs(session: Session) -> set[str]:
    """Services whose needs an editor has settled, also those that answer none."""
    query = select(KeptValue.link_id).where(
        KeptValue.field == "needs", KeptValue.link_entity == Entity.SERVICE
    )
    return set(session.scalars(query))


def merged_into(session: Session, service_id: str) -> str | None:
    """The service that this one was found to be the same as."""
    query = select(MergedService.kept_id).where(MergedService.service_id == service_id)
    return session.scalars(query).first()


def put_merged(session: Session, merged: MergedService) -> None:
    """Lead one service to another, and with it all that led to it before."""
    session.execute(
        update(MergedService).where(MergedService.kept_id == merged.service_id).values(kept_id=merged.kept_id)
    )
    add(session, merged)


def drop_merged(session: Session, service_id: str) -> None:
    """The service stands for itself again."""
    session.execute(delete(MergedService).where(MergedService.service_id == service_id))


def distinct_pairs(session: Session) -> frozenset[tuple[str, str]]:
    """Pairs of which a person has said that they are not the same."""
    rows = session.execute(select(DistinctPair.first_id, DistinctPair.second_id))
    return frozenset((row.first_id, row.second_id) for row in rows)


def has_distinct(session: Session, first_id: str, second_id: str) -> bool:
    """Whether that was said of this pair, the lesser id first."""
    return session.get(DistinctPair, (first_id, second_id)) is not None


def services_at(session: Session, location_ids: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """(id, name) of the services given at each of these locations."""
    found: dict[str, list[tuple[str, str]]] = {}
    query = (
        select(ServiceAtLocation.location_id, Service.id, Service.name)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .where(ServiceAtLocation.location_id.in_(sorted(location_ids)))
        .distinct()
    )
    for location_id, service_id, name in session.execute(query.order_by(Service.name)):
        found.setdefault(location_id, []).append((service_id, name))
    return found


def names_of(session: Session, ids: Sequence[str]) -> dict[str, str]:
    """Names of services by id."""
    rows = session.execute(select(Service.id, Service.name).where(Service.id.in_(ids)))
    return {row.id: row.name for row in rows}
