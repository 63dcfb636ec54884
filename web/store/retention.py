"""Every query that ends something: contacts that went quiet, and what has been kept long enough."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from web.models.contact import Contact, Message, Outcome
from web.models.handoff import Handoff, State
from web.models.record import ContactRecord, Person
from web.settings import Keeping
from web.store import (
    accounts,
    call_tools,
    calls,
    case_audit,
    client_level,
    council_accounts,
    daily_review,
    file_drops,
    live,
    local_messages,
    message_marks,
    numbers,
    reports,
    return_codes,
    review,
    sites,
    trail,
)
from web.store.rows import changed


@dataclass(frozen=True)
class Purged:
    """How much a purge ended or deleted."""

    abandoned: int
    messages: int
    handoffs: int
    contacts: int
    audit_events: int


def abandon_quiet(session: Session, moment: datetime, keeping: Keeping) -> int:
    """Open contacts without a word for a while become abandoned. They are never a success.

    One that raised an alert and was not handed on stays what it is; its last word was its end.
    """
    limit = moment - timedelta(minutes=keeping.abandon_minutes)
    handed_on = exists(select(Handoff.id).where(Handoff.contact_id == Contact.id))
    changed(
        session,
        update(Contact)
        .where(Contact.outcome == Outcome.RISK, Contact.finalised_at.is_(None), Contact.last_at < limit)
        .where(~handed_on)
        .values(finalised_at=Contact.last_at),
    )
    return changed(
        session,
        update(Contact)
        .where(Contact.outcome == Outcome.OPEN, Contact.last_at < limit)
        .values(outcome=Outcome.ABANDONED, finalised_at=Contact.last_at),
    )


def purge(session: Session, moment: datetime, keeping: Keeping) -> Purged:
    """Ends quiet contacts and deletes what was kept long enough. Running it twice does no more than once.

    What was said in a conversation goes first; the bare contact stays for the numbers and goes later.
    A hand-off that nobody has closed yet is kept, with its contact, however old: deleting it loses a person.
    """
    old = moment - timedelta(days=keeping.contact_days)
    reports.purge(session, moment, keeping)
    review.purge(session, moment, keeping)
    return_codes.purge(session, moment)
    message_marks.purge(session, moment)
    calls.forget_words(session, moment - timedelta(days=keeping.words_days))
    call_tools.forget_pins(session, moment - timedelta(days=keeping.words_days))
    daily_review.purge(session, moment, keeping)
    case_audit.purge(session, moment, keeping)
    local_messages.purge(session, moment, keeping)
    council_accounts.purge_refused(session, moment - timedelta(days=keeping.words_days))
    done = Purged(
        abandoned=abandon_quiet(session, moment, keeping),
        messages=_delete_words(session, moment - timedelta(days=keeping.words_days)),
        handoffs=changed(
            session, delete(Handoff).where(Handoff.state == State.CLOSED, Handoff.outcome_at < old)
        ),
        contacts=changed(
            session,
            delete(Contact).where(
                Contact.last_at < old, ~exists(select(Handoff.id).where(Handoff.contact_id == Contact.id))
            ),
        ),
        audit_events=trail.purge(session, moment - timedelta(days=keeping.audit_days)),
    )
    accounts.erase_left(session, moment - timedelta(days=keeping.account_days))
    live.forget_lapsed(session, moment)
    file_drops.purge(session, old)
    sites.purge(session, old)
    client_level.purge(session, moment - timedelta(days=keeping.audit_days))
    forget_strangers(session)
    numbers.purge_crossed(session, old.date())
    return done


def forget_strangers(session: Session) -> int:
    """Deletes people, and the marks they are known by, to whom no contact points any more. How many."""
    pointed_at = exists(select(ContactRecord.contact_id).where(ContactRecord.person_id == Person.id))
    return changed(session, delete(Person).where(~pointed_at))


def _delete_words(session: Session, limit: datetime) -> int:
    return changed(session, delete(Message).where(Message.said_at < limit))
