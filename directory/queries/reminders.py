"""Reminders and the mails they went in: what was asked, what is claimed, and what became of it."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from directory.models.freshness import LinkVersion, MailState, Reminder, ReminderMail


def last_asked(
    session: Session, ids: Collection[str] | None = None
) -> dict[str, tuple[Reminder, ReminderMail]]:
    """By service: the last reminder of all, and its mail; with `ids`, of those alone."""
    query = select(Reminder, ReminderMail).join(ReminderMail, ReminderMail.id == Reminder.mail_id)
    if ids is not None:
        query = query.where(Reminder.service_id.in_(sorted(ids)))
    rows = session.execute(query.order_by(Reminder.at, Reminder.step))
    return {row[0].service_id: (row[0], row[1]) for row in rows}


def asked_about(session: Session, service_id: str, cycle: str) -> list[tuple[Reminder, ReminderMail]]:
    """What was asked about a service in one asking, and in which mails."""
    query = select(Reminder, ReminderMail).join(ReminderMail, ReminderMail.id == Reminder.mail_id)
    query = query.where(Reminder.service_id == service_id, Reminder.cycle == cycle)
    return [(row[0], row[1]) for row in session.execute(query.order_by(Reminder.step))]


def refused_addresses(session: Session) -> frozenset[str]:
    """Marks of the addresses that do not exist, as far as the last mail to each can tell."""
    query = select(ReminderMail.address_mark, ReminderMail.state).order_by(ReminderMail.claimed_at)
    last = {mark: state for mark, state in session.execute(query)}
    return frozenset(mark for mark, state in last.items() if state == MailState.REFUSED)


def add_mail(session: Session, mail: ReminderMail, reminders: Iterable[Reminder]) -> None:
    """Claim these reminders. One that was claimed before is an IntegrityError, and nothing is kept."""
    session.add(mail)
    session.flush()
    session.add_all(reminders)
    session.flush()


def mail(session: Session, mail_id: str) -> ReminderMail | None:
    """One mail, as it stands now."""
    return session.get(ReminderMail, mail_id, populate_existing=True)


def reminders_of(session: Session, mail_id: str) -> list[Reminder]:
    """What a mail asked about."""
    query = select(Reminder).where(Reminder.mail_id == mail_id)
    return list(session.scalars(query.order_by(Reminder.service_id)))


def to_try_again(session: Session, attempts: int) -> list[str]:
    """Mails that could not be handed over yet, and were tried less often than that."""
    query = select(ReminderMail.id).where(
        ReminderMail.state == MailState.NOT_SENT, ReminderMail.attempts < attempts
    )
    return list(session.scalars(query.order_by(ReminderMail.claimed_at, ReminderMail.id)))


def set_state(
    session: Session,
    mail_id: str,
    before: Collection[MailState],
    after: MailState,
    now: datetime,
    **also: object,
) -> bool:
    """Move a mail on, if it still stands where the caller saw it."""
    where = (ReminderMail.id == mail_id, ReminderMail.state.in_(before))
    if session.scalars(select(ReminderMail.id).where(*where)).first() is None:
        return False
    values = {"state": after.value, "settled_at": now, **also}
    session.execute(update(ReminderMail).where(*where).values(**values))
    return True


def sent_since(session: Session, moment: datetime) -> int:
    """How many mails were claimed from then on: what a day's measure is taken of."""
    query = select(func.count()).select_from(ReminderMail).where(ReminderMail.claimed_at >= moment)
    return session.scalars(query.where(ReminderMail.state != MailState.BY_HAND)).one()


def link_versions(session: Session, service_ids: Collection[str]) -> dict[str, int]:
    """The number that a link must carry to open each of these; 0 where nobody ever changed it."""
    query = select(LinkVersion).where(LinkVersion.service_id.in_(sorted(service_ids)))
    found = {row.service_id: row.version for row in session.scalars(query)}
    return {service_id: found.get(service_id, 0) for service_id in service_ids}


def raise_link_version(session: Session, service_id: str, by: str, now: datetime) -> None:
    """No link made so far opens this entry any more."""
    row = session.get(LinkVersion, service_id, populate_existing=True)
    if row is None:
        session.add(LinkVersion(service_id=service_id, version=1, changed_at=now, changed_by=by))
    else:
        row.version, row.changed_at, row.changed_by = row.version + 1, now, by
    session.flush()
