"""Which organisations are to be asked now, and claiming a mail before it is sent, so that none goes twice."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from directory.clock import in_utc
from directory.freshness.escalation import Asked, Move, Rhythm, cycle_of
from directory.freshness.standing import (
    MOST_ATTEMPTS,
    LastMail,
    Standing,
    address_of,
    is_for,
    mark_of,
    most_urgent_first,
    standing_of,
)
from directory.models.freshness import MailState, Reminder, ReminderMail
from directory.queries import freshness as stored
from directory.queries import reminders
from directory.queries.freshness import Entry

# What a mail may stand at when the answer of the mail server comes in.
UNSETTLED = (MailState.CLAIMED, MailState.NOT_SENT)


@dataclass(frozen=True)
class Letter:
    """One mail to write: to whom, about which entries, and how often the longest silent one was asked."""

    mail_id: str
    address: str
    entries: tuple[Entry, ...]
    step: int


@dataclass(frozen=True)
class Today:
    """What every decision of a day rests on."""

    day: date
    rhythm: Rhythm
    sends_mail: bool


def standings(session: Session, today: Today, ids: Collection[str] | None = None) -> list[Standing]:
    """Every entry that is kept up, or those with these ids, the most urgent first."""
    asked, refused = reminders.last_asked(session, ids), reminders.refused_addresses(session)
    found = [
        standing_of(
            entry,
            _last_mail(asked.get(entry.id)),
            refused,
            today.day,
            today.rhythm,
            sends_mail=today.sends_mail,
        )
        for entry in stored.entries(session, ids)
    ]
    return sorted(found, key=lambda each: most_urgent_first(each, today.day))


def due(session: Session, today: Today) -> list[tuple[str, ...]]:
    """Groups of entries to ask about in one mail each: those of one address, the most urgent group first."""
    groups: dict[str, list[Standing]] = {}
    for each in standings(session, today):
        address = address_of(each.entry)
        if address and _goes(each):
            groups.setdefault(address.casefold(), []).append(each)
    return [tuple(one.entry.id for one in group) for group in groups.values() if _is_due(group)]


def claim(session: Session, ids: Collection[str], today: Today, now: datetime) -> Letter | None:
    """Take the reminders of a group as sent; None where another program was faster, or an answer came.

    The caller holds the write lock and commits before anything is sent: a program that is killed in between
    may leave an organisation without this mail, and never with two.
    """
    group = [each for each in standings(session, today, ids) if _goes(each)]
    if not _is_due(group):
        return None
    address = address_of(group[0].entry) or ""
    same = [each for each in group if mark_of(address_of(each.entry) or "") == mark_of(address)]
    mail = _mail(mark_of(address), MailState.CLAIMED, now)
    versions = reminders.link_versions(session, [each.entry.id for each in same])
    asked = [_reminder(each.entry, each.next.step, mail.id, versions[each.entry.id], now) for each in same]
    reminders.add_mail(session, mail, asked)
    return _letter(mail.id, address, same)


def hand_out(session: Session, service_id: str, now: datetime) -> str | None:
    """The id of a mail that an editor passes on by hand; the same one all day. None where there is no entry.

    It counts as one more mail about the entry, so that the organisation is not asked twice.
    """
    entry = next(iter(stored.entries(session, [service_id])), None)
    if entry is None:
        return None
    version = reminders.link_versions(session, [service_id])[service_id]
    asked = reminders.asked_about(session, service_id, cycle_of(entry.assured_date))
    for reminder, mail in asked:
        is_todays = in_utc(reminder.at).date() == now.date()
        if mail.state == MailState.BY_HAND and is_todays and reminder.link_version == version:
            return mail.id
    step = max((reminder.step for reminder, _ in asked), default=0) + 1
    mail = _mail(mark_of(address_of(entry) or ""), MailState.BY_HAND, now)
    reminders.add_mail(session, mail, [_reminder(entry, step, mail.id, version, now)])
    return mail.id


def claimed_again(session: Session, mail_id: str, today: Today, now: datetime) -> Letter | None:
    """A mail that could not be handed over, claimed once more, as it should read now.

    None where nothing is left to ask, or another program has it. It counts as sent from here on, like the
    first time: who is killed now, or cannot tell whether it went out, does not send it again.
    """
    mail = reminders.mail(session, mail_id)
    if mail is None or mail.state != MailState.NOT_SENT:
        return None
    rows = {row.service_id: row for row in reminders.reminders_of(session, mail_id)}
    open_still = [
        each
        for each in standings(session, today, list(rows))
        if cycle_of(each.entry.assured_date) == rows[each.entry.id].cycle
        and is_for(each.entry, mail.address_mark)
    ]
    if not open_still:
        return None
    reminders.set_state(session, mail_id, [MailState.NOT_SENT], MailState.CLAIMED, now)
    return _letter(mail_id, address_of(open_still[0].entry) or "", open_still)


def settle(session: Session, mail_id: str, outcome: MailState, code: int | None, now: datetime) -> None:
    """Note what the mail server said."""
    mail = reminders.mail(session, mail_id)
    tried = mail.attempts + 1 if mail else 1
    reminders.set_state(session, mail_id, UNSETTLED, outcome, now, attempts=tried, answer_code=code)


def give_up(session: Session, mail_id: str, now: datetime) -> None:
    """Nobody is left to send this mail to; it is not tried again."""
    reminders.set_state(
        session, mail_id, [MailState.NOT_SENT], MailState.NOT_SENT, now, attempts=MOST_ATTEMPTS
    )


def bounced(session: Session, mail_id: str, now: datetime) -> bool:
    """The mail came back: there is no such address. False where there was no such mail, or it is known."""
    gone_out = [MailState.SENT, MailState.CLAIMED, MailState.NOT_SENT]
    return reminders.set_state(session, mail_id, gone_out, MailState.REFUSED, now)


def _goes(each: Standing) -> bool:
    return each.why is None and each.next.move in (Move.REMIND, Move.RIDE_ALONG)


def _is_due(group: Collection[Standing]) -> bool:
    return any(each.next.move is Move.REMIND for each in group)


def _letter(mail_id: str, address: str, group: Collection[Standing]) -> Letter:
    entries = sorted((each.entry for each in group), key=lambda entry: (entry.name.casefold(), entry.id))
    return Letter(mail_id, address, tuple(entries), max(each.next.step or each.step for each in group))


def _mail(address_mark: str, how: MailState, now: datetime) -> ReminderMail:
    return ReminderMail(
        id=secrets.token_hex(12), address_mark=address_mark, state=how.value, claimed_at=now, attempts=0
    )


def _reminder(entry: Entry, step: int, mail_id: str, link_version: int, now: datetime) -> Reminder:
    return Reminder(
        service_id=entry.id,
        cycle=cycle_of(entry.assured_date),
        step=step,
        mail_id=mail_id,
        link_version=link_version,
        at=now,
    )


def _last_mail(found: tuple[Reminder, ReminderMail] | None) -> LastMail | None:
    if found is None:
        return None
    reminder, mail = found
    day = in_utc(reminder.at).date()
    return LastMail(Asked(reminder.cycle, reminder.step, day), mail.state, mail.attempts)
