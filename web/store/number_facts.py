"""Reads what the numbers know of contacts, many at a time. Names and words are never read."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from web.models.contact import Contact, OfferedService
from web.models.daily_review import DailyReview
from web.models.handoff import Handoff, HandoffOutcome, State
from web.models.help_check import HelpCheck
from web.models.numbers import NOT_KNOWN, PRICES
from web.models.queue import Answer, VoluntaryOffer
from web.models.record import ContactRecord
from web.numbers.counting import is_harm
from web.numbers.facts import Asked, Facts, HandedOn
from web.numbers.returns import Visit, returns_of
from web.store.rows import in_parts
from web.words.needs import need_groups

_CONTACT = (
    Contact.id, Contact.channel, Contact.site, Contact.started_at, Contact.started_on, Contact.request_at,
    Contact.out_of_hours, Contact.language, Contact.resident_messages, Contact.who_for, Contact.needs,
    Contact.request, Contact.place_district, Contact.risk_level, Contact.safeguarding_concern, Contact.unmet,
    Contact.outcome, ContactRecord.person_id, ContactRecord.unpaid_carer, ContactRecord.void,
    DailyReview.verdict,
)  # fmt: skip
_HANDOFF = (
    Handoff.id, Handoff.contact_id, Handoff.kind, Handoff.reason, Handoff.priority, Handoff.team,
    Handoff.request, Handoff.outcome, Handoff.state, Handoff.received_at, Handoff.respond_by,
    Handoff.contacted_at, Handoff.promise_kept,
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """The facts of a contact, and whose it is: a number that means nothing outside the store."""

    facts: Facts
    started_at: datetime
    person_id: int | None


def facts_of(session: Session, ids: Collection[int], zone: str) -> dict[int, Known]:
    """The facts of these contacts, with what their people's other contacts say; one that is gone is missing.

    Who came back can be told only where all contacts of a person are among `ids`: see `with_company`.
    """
    known: dict[int, Known] = {}
    for some in in_parts(ids):
        known |= _alone(session, some, ZoneInfo(zone))
    return _with_returns(known)


def _alone(session: Session, ids: Collection[int], zone: ZoneInfo) -> dict[int, Known]:
    """The facts of each contact by itself."""
    handoffs, shown, asked = _handoffs(session, ids), _shown(session, ids), _asked(session, ids)
    rows = session.execute(
        select(*_CONTACT)
        .outerjoin(ContactRecord, ContactRecord.contact_id == Contact.id)
        .outerjoin(DailyReview, DailyReview.contact_id == Contact.id)
        .where(Contact.id.in_(ids))
    )
    return {
        row.id: Known(
            _facts(row, zone, handoffs[row.id], shown[row.id], asked.get(row.id)),
            row.started_at,
            row.person_id,
        )
        for row in rows
    }


def with_company(session: Session, ids: Collection[int], people: Collection[int]) -> set[int]:
    """These contacts and every other contact of the same people, and of `people`."""
    record = ContactRecord
    whose, company = set(people), set(ids)
    for some in in_parts(ids):
        known = (record.contact_id.in_(some), record.person_id.is_not(None))
        whose |= set(session.scalars(select(record.person_id).where(*known)))
    for some in in_parts(whose):
        company |= set(session.scalars(select(record.contact_id).where(record.person_id.in_(some))))
    return company


def _facts(
    row: Any, zone: ZoneInfo, handoffs: tuple[HandedOn, ...], prices: tuple[str, ...], asked: Asked | None
) -> Facts:
    # A test, or the same as another: somebody said so of the contact, or of every hand-off of it.
    void = bool(row.void) or (
        bool(handoffs) and all(each.outcome is HandoffOutcome.DUPLICATE for each in handoffs)
    )
    return Facts(
        day=row.started_on, hour=row.started_at.astimezone(zone).hour, channel=row.channel.value,
        site=row.site, locality=row.place_district or "", needs=tuple(row.needs), unmet=bool(row.unmet),
        outcome=row.outcome, request=row.request, is_request=row.request_at is not None,
        spoke=row.resident_messages > 0, void=void, risk_level=row.risk_level,
        concern=row.safeguarding_concern, who_for=row.who_for, language=row.language,
        carer=row.unpaid_carer == "yes", out_of_hours=row.out_of_hours, prices=prices,
        known=row.person_id is not None, handed_on=handoffs, asked=asked, verdict=row.verdict,
    )  # fmt: skip


def _with_returns(known: Mapping[int, Known]) -> dict[int, Known]:
    people: defaultdict[int, dict[int, Visit]] = defaultdict(dict)
    for id_, each in known.items():
        if each.person_id is not None and each.facts.counts:
            people[each.person_id][id_] = _visit(each)
    found = {id_: came for visits in people.values() for id_, came in returns_of(visits).items()}
    return {
        id_: replace(each, facts=replace(each.facts, returns=found[id_])) if id_ in found else each
        for id_, each in known.items()
    }


def _visit(each: Known) -> Visit:
    groups = frozenset(need_groups().get(need, need) for need in each.facts.needs)
    return Visit(each.started_at, each.facts.day, each.facts.is_request, groups, is_harm(each.facts))


def _handoffs(session: Session, ids: Collection[int]) -> defaultdict[int, tuple[HandedOn, ...]]:
    offers: defaultdict[int, list[Answer]] = defaultdict(list)
    made = (
        select(VoluntaryOffer.handoff_id, VoluntaryOffer.answer)
        .join(Handoff, Handoff.id == VoluntaryOffer.handoff_id)
        .where(Handoff.contact_id.in_(ids))
        .order_by(VoluntaryOffer.id)
    )
    for handoff_id, answer in session.execute(made):
        offers[handoff_id].append(answer)
    found: defaultdict[int, tuple[HandedOn, ...]] = defaultdict(tuple)
    query = select(*_HANDOFF).where(Handoff.contact_id.in_(ids)).order_by(Handoff.id)
    for row in session.execute(query):
        found[row.contact_id] += (_handed_on(row, tuple(offers[row.id])),)
    return found


def _handed_on(row: Any, offers: tuple[Answer, ...]) -> HandedOn:
    return HandedOn(
        kind=row.kind, reason=row.reason, priority=row.priority, team=row.team.value, request=row.request,
        outcome=row.outcome, closed=row.state is State.CLOSED, received_at=row.received_at,
        respond_by=row.respond_by, contacted_at=row.contacted_at, promise_kept=row.promise_kept,
        offers=offers,
    )  # fmt: skip


def _shown(session: Session, ids: Collection[int]) -> defaultdict[int, tuple[str, ...]]:
    """What each service cost that was shown in these contacts, as it was known then."""
    query = select(OfferedService.contact_id, OfferedService.price)
    found: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
    for contact_id, price in session.execute(query.where(OfferedService.contact_id.in_(ids))):
        found[contact_id] += (price if price in PRICES else NOT_KNOWN,)
    return found


def _asked(session: Session, ids: Collection[int]) -> dict[int, Asked]:
    rows = session.execute(
        select(
            HelpCheck.contact_id, HelpCheck.asked_by, HelpCheck.asked_at, HelpCheck.answer,
            HelpCheck.wants_person,
        ).where(HelpCheck.contact_id.in_(ids))
    )  # fmt: skip
    return {
        row.contact_id: Asked(row.asked_by, row.asked_at is not None, row.answer, row.wants_person)
        for row in rows
    }
