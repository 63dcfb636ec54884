"""Where each entry stands: fresh, being asked about, or in need of an editor, and why. Pure."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from directory.freshness.ages import Age, age_of, oldest_first
from directory.freshness.escalation import Asked, Move, Next, Rhythm, asked_step, next_move
from directory.models.freshness import MailState
from directory.models.service import Source
from directory.openreferral.values import EMAIL
from directory.queries.freshness import Entry

MOST_ATTEMPTS = 5


class Why(StrEnum):
    """Why an entry that should be checked is with the editors and not with its organisation."""

    NO_ADDRESS = "no_address"
    ADDRESS_REFUSED = "address_refused"
    NOT_DELIVERED = "not_delivered"
    NO_ANSWER = "no_answer"
    NO_MAIL = "no_mail"  # this site sends no mail
    OURS = "ours"  # a helpline that we ourselves keep


@dataclass(frozen=True)
class Standing:
    """One entry today. `why` is set where an editor should look at it; `step` counts mails of this asking."""

    entry: Entry
    age: Age
    next: Next
    step: int
    last_mail: date | None
    why: Why | None


@dataclass(frozen=True)
class LastMail:
    """The last mail about an entry: which step of which asking, and what became of it."""

    asked: Asked
    state: str
    attempts: int


def address_of(entry: Entry) -> str | None:
    """The address to ask at, if it can be one at all."""
    return entry.email if entry.email and EMAIL.fullmatch(entry.email) else None


def mark_of(address: str) -> str:
    """What is remembered of an address: enough to know it again, and no more."""
    return hashlib.sha256(address.strip().casefold().encode()).hexdigest()


def is_for(entry: Entry, address_mark: str) -> bool:
    """Whether the entry's address is the one that this is remembered of."""
    address = address_of(entry)
    return address is not None and mark_of(address) == address_mark


def standing_of(
    entry: Entry,
    last: LastMail | None,
    refused: frozenset[str],
    today: date,
    rhythm: Rhythm,
    *,
    sends_mail: bool,
) -> Standing:
    """Put together what is known. `refused` are marks of addresses that do not exist."""
    asked = last.asked if last else None
    following = next_move(entry.assured_date, asked, today, rhythm)
    step = asked_step(asked, entry.assured_date)
    return Standing(
        entry=entry,
        age=age_of(entry.assured_date, today),
        next=following,
        step=step,
        last_mail=asked.day if asked else None,
        why=_why(entry, last if step else None, refused, following.move, sends_mail),
    )


def most_urgent_first(standing: Standing, today: date) -> tuple[int, str, str]:
    """A key to sort by: never checked, then the oldest; by name where they are as old."""
    entry = standing.entry
    return oldest_first(entry.assured_date, today), entry.name.casefold(), entry.id


def _why(
    entry: Entry, last: LastMail | None, refused: frozenset[str], move: Move, sends_mail: bool
) -> Why | None:
    if move in (Move.NOTHING, Move.RIDE_ALONG):
        return None
    if entry.source == Source.HELPLINE:
        return Why.OURS
    address = address_of(entry)
    if address is None:
        return Why.NO_ADDRESS
    if mark_of(address) in refused:
        return Why.ADDRESS_REFUSED
    if last and last.state == MailState.NOT_SENT and last.attempts >= MOST_ATTEMPTS:
        return Why.NOT_DELIVERED
    if move is Move.TELL_EDITOR:
        return Why.NO_ANSWER
    return None if sends_mail or move is Move.WAIT else Why.NO_MAIL
