"""What an organisation may do with the link it was sent: see its entries, confirm them, put in changes.

Whoever holds the link holds it for the entries of that mail and for nothing else. Only the first of the three
takes effect by itself; changes and closings wait for an editor.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from directory.assurance import Word, assure
from directory.editing.plain import plain_sheet
from directory.editing.proposals import propose
from directory.exceptions import NotPossible
from directory.freshness.standing import is_for
from directory.listings import Listing, listings_with_ids
from directory.models.freshness import Assurer, MailState
from directory.models.service import Status
from directory.queries import editing as proposals
from directory.queries import freshness as stored
from directory.queries import reminders
from directory.queries.freshness import KEPT_UP
from directory.queries.sheets import sheet_of

Sheet = dict[str, Any]

MOST_WAITING = 10  # proposals of one link, where it opens no more entries than that


@dataclass(frozen=True)
class Opened:
    """What a link opens now: entries as residents see them, by name; none for no such mail."""

    mail_id: str
    listings: tuple[Listing, ...]

    def listing(self, service_id: str) -> Listing | None:
        """One of them."""
        return next((each for each in self.listings if each.id == service_id), None)


def open_link(session: Session, mail_id: str) -> Opened:
    """The entries of a mail that its link still opens: not taken back since, still kept up, still theirs."""
    asked = {row.service_id: row.link_version for row in reminders.reminders_of(session, mail_id)}
    versions = reminders.link_versions(session, list(asked))
    theirs = _still_theirs(session, mail_id, list(asked))
    valid = [each for each, version in asked.items() if versions[each] == version and each in theirs]
    listings = [each for each in listings_with_ids(session, valid) if each.status in KEPT_UP]
    return Opened(mail_id, tuple(listings))


def still_right(session: Session, mail_id: str, ids: Collection[str], day: date, now: datetime) -> int:
    """The organisation says that these entries are right; how many of them its link opens.

    Said twice on a day it is the same as once; the caller holds the write lock.
    """
    opened = open_link(session, mail_id)
    said = [listing for listing in opened.listings if listing.id in ids]
    for listing in said:
        key = f"link:{mail_id}:{day.isoformat()}:{listing.id}"
        assure(session, Word(listing.id, Assurer.ORGANISATION, None, day, now, key))
    return len(said)


def plain_of(session: Session, service_id: str) -> Sheet | None:
    """The fields of an entry as a form shows them; None where there is no such service."""
    sheet = sheet_of(session, service_id)
    return plain_sheet(sheet) if sheet else None


def put_forward(
    session: Session,
    mail_id: str,
    service_id: str,
    changes: Mapping[str, Any],
    note: str,
    by: str,
    key: str,
    base: Mapping[str, str] | None = None,
) -> str | None:
    """Changes for an editor to approve; the proposal's id, None where the link does not open the entry.

    `base` are the marks of the fields as the form showed them. The same `key` for the same link and entry
    is the same proposal, however often it is sent. NotPossible("many_waiting") where as much of this link
    waits already as editors can be asked to read.
    """
    opened = open_link(session, mail_id)
    if opened.listing(service_id) is None:
        return None
    whole = hashlib.sha256(f"{mail_id}:{key}:{service_id}".encode()).hexdigest()
    key = f"link:{mail_id}:{whole}"
    if proposals.proposal_by_key(session, key) is None:
        waiting = proposals.count_waiting_with_key(session, f"link:{mail_id}:")
        if waiting >= max(MOST_WAITING, len(opened.listings)):
            raise NotPossible("many_waiting")
    return propose(session, service_id, changes, by, note, key=key, base=base)


def say_closed(session: Session, mail_id: str, service_id: str, note: str, by: str) -> str | None:
    """The organisation says that the service has closed. An editor takes it out, not this click."""
    return put_forward(session, mail_id, service_id, {"status": Status.DEFUNCT.value}, note, by, "closed")


def _still_theirs(session: Session, mail_id: str, ids: Collection[str]) -> frozenset[str]:
    """Those of these entries whose address is the one that the mail went to.

    An address is put right because it was wrong, or its reader has left: what lies in that mailbox opens
    nothing any more. A link that an editor passed on went to no address on record, and stays.
    """
    mail = reminders.mail(session, mail_id)
    if mail is None:
        return frozenset()
    if mail.state == MailState.BY_HAND:
        return frozenset(ids)
    return frozenset(each.id for each in stored.entries(session, ids) if is_for(each, mail.address_mark))
