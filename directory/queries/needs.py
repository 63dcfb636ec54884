"""Which needs a service answers, by whose word."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from directory.models.service import Service, Status
from directory.models.signpost import NeedSource, ServiceNeed
from directory.queries.editing import services_with_kept_needs

Labels = Mapping[str, Sequence[tuple[str, float]]]


def services_without_needs(session: Session) -> list[str]:
    """Ids of shown services that answer no need as far as anybody has said."""
    labelled = select(ServiceNeed.service_id)
    query = select(Service.id).where(Service.status == Status.ACTIVE, Service.id.not_in(labelled))
    settled = services_with_kept_needs(session)
    return [found for found in session.scalars(query.order_by(Service.id)) if found not in settled]


def services_labelled_by_editor(session: Session) -> set[str]:
    """Ids of services whose needs an editor has set: the recogniser keeps off these.

    Also of those whose editor said that they answer none of the needs, which leaves no row here.
    """
    query = select(ServiceNeed.service_id).where(ServiceNeed.source == NeedSource.EDITOR)
    return set(session.scalars(query)) | services_with_kept_needs(session)


def put_recognised_needs(session: Session, labels: Labels) -> None:
    """Replace what the recogniser said of these services before; never what an editor has settled.

    Labels may have been found a while ago, outside the transaction: an editor may have spoken since.
    """
    settled = services_labelled_by_editor(session)
    labels = {service_id: needs for service_id, needs in labels.items() if service_id not in settled}
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
