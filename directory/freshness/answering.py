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

from directory.editing.plain import plain_sheet
from directory.editing.proposals import propose
from directory.freshness.assurance import Word, assure
from directory.listings import Listing, listings_with_ids
from directory.models.freshness import Assurer
from directory.models.service import Status
from directory.queries import reminders
from directory.queries.freshness import KEPT_UP
from directory.queries.sheets import sheet_of

Sheet = dict[str, Any]


@dataclass(frozen=True)
class Opened:
    """What a link opens now: entries as residents see them, by name; none for no such mail."""

    mail_id: str
    listings: tuple[Listing, ...]

    def listing(self, service_id: str) -> Listing | None:
        """One of them."""
        return next((each for each in self.listings if each.id == service_id), None)


def open_link(session: Session, mail_id: str) -> Opened:
    """The entries of a mail that its link still opens: not taken back since, and still kept up."""
    asked = {row.service_id: row.link_version for row in reminders.reminders_of(session, mail_id)}
    versions = reminders.link_versions(session, list(asked))
    valid = [service_id for service_id, version in asked.items() if versions[service_id] == version]
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
    is the same proposal, however often it is sent.
    """
    if open_link(session, mail_id).listing(service_id) is None:
        return None
    whole = hashlib.sha256(f"{mail_id}:{key}:{service_id}".encode()).hexdigest()
    return propose(session, service_id, changes, by, note, key=f"link:{whole}", base=base)


def say_closed(session: Session, mail_id: str, service_id: str, note: str, by: str) -> str | None:
    """The organisation says that the service has closed. An editor takes it out, not this click."""
    return put_forward(session, mail_id, service_id, {"status": Status.DEFUNCT.value}, note, by, "closed")
