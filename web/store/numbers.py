"""Counting contacts and hand-offs by day and channel. Names and words are never read."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from web.models.contact import Channel, Contact, Outcome
from web.models.handoff import Handoff, HandoffOutcome
from web.numbers.tally import DayAndChannel, Tally
from web.risk import ALERT_LEVELS

TO_ASSESSMENT = (HandoffOutcome.ASSESSMENT_REQUESTED, HandoffOutcome.CARER_ASSESSMENT_REQUESTED)


def tallies(session: Session, first: date, last: date) -> dict[DayAndChannel, Tally]:
    """The counts of every day and channel from `first` to `last` on which anything happened, newest first."""
    sums: defaultdict[DayAndChannel, Tally] = defaultdict(Tally)
    for row, tally in _contacts(session, first, last):
        sums[row] += tally
    for row, tally in _handoffs(session, first, last):
        sums[row] += tally
    return dict(sorted(sums.items(), key=lambda item: (-item[0].day.toordinal(), item[0].channel)))


def _contacts(session: Session, first: date, last: date) -> Iterator[tuple[DayAndChannel, Tally]]:
    handed_off = select(Handoff.id).where(Handoff.contact_id == Contact.id).exists()
    rows = session.execute(
        select(
            Contact.started_on,
            Contact.channel,
            func.count(),
            _how_many((Contact.outcome == Outcome.RESOLVED_CLAIMED) & ~handed_off),
            _how_many(handed_off | (Contact.outcome == Outcome.HANDED_OFF)),
            _how_many(Contact.outcome == Outcome.ABANDONED),
            _how_many(Contact.risk_level.in_(ALERT_LEVELS)),
            _how_many(Contact.outcome == Outcome.OPEN),
        )
        .where(Contact.started_on.between(first, last), Contact.resident_messages > 0)
        .group_by(Contact.started_on, Contact.channel)
    )
    for day, channel, contacts, resolved, passed_on, abandoned, alerts, still_open in rows:
        yield (
            _row(day, channel),
            Tally(contacts, resolved, passed_on, abandoned, alerts, still_open),
        )


def _handoffs(session: Session, first: date, last: date) -> Iterator[tuple[DayAndChannel, Tally]]:
    rows = session.execute(
        select(
            Handoff.received_on,
            Handoff.channel,
            func.count(),
            _how_many(Handoff.outcome.in_(TO_ASSESSMENT)),
            _how_many(Handoff.outcome.is_not(None)),
        )
        .where(Handoff.received_on.between(first, last))
        .group_by(Handoff.received_on, Handoff.channel)
    )
    for day, channel, handoffs, assessments, decided in rows:
        yield (
            _row(day, channel),
            Tally(handoffs=handoffs, became_assessment=assessments, decided=decided),
        )


def _how_many(true: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((true, 1), else_=0))


def _row(day: date, channel: Channel) -> DayAndChannel:
    return DayAndChannel(day, channel.value)
