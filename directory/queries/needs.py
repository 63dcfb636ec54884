"""Which needs a service answers, by whose word."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from directory.models.service import Service, Status
from directory.models.signpost import NeedSource, ServiceNeed

Labels = Mapping[str, Sequence[tuple[str, float]]]


def services_without_needs(session: Session) -> list[str]:
    """Ids of shown services that answer no need as far as anybody has said."""
    labelled = select(ServiceNeed.service_id)
    query = select(Service.id).where(Service.status == Status.ACTIVE, Service.id.not_in(labelled))
    return list(session.scalars(query.order_by(Service.id)))


def services_labelled_by_editor(session: Session) -> set[str]:
    """Ids of services whose needs an editor has set: the recogniser keeps off these."""
    query = select(ServiceNeed.service_id).where(ServiceNeed.source == NeedSource.EDITOR)
    return set(session.scalars(query))


def put_recognised_needs(session: Session, labels: Labels) -> None:
    """Replace what the recogniser said of these services before."""
    for service_id in labels:
        session.execute(
            delete(ServiceNeed).where(
                ServiceNeed.service_id == service_id, ServiceNeed.source == NeedSource.RECOGNISER
            )
        )
    rows = [
        {
            "service_id": service_id,
            "need_id": need_id,
            "confidence": float(confidence),
            "source": NeedSource.RECOGNISER.value,
        }
        for service_id, needs in labels.items()
        for need_id, confidence in needs
    ]
    if rows:
        session.execute(insert(ServiceNeed), rows)


def services_by_need(session: Session) -> dict[str, int]:
    """How many shown services answer each need that has any."""
    query = (
        select(ServiceNeed.need_id, func.count())
        .join(Service, Service.id == ServiceNeed.service_id)
        .where(Service.status == Status.ACTIVE)
        .group_by(ServiceNeed.need_id)
    )
    return {need_id: count for need_id, count in session.execute(query)}
