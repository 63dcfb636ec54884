"""Saying that an entry is right: who, on which day. The newest word counts, by feed or by hand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from directory.models.freshness import Assurance, Assurer
from directory.queries import freshness as stored
from directory.queries import state


@dataclass(frozen=True)
class Word:
    """One assurance. `by` is the name that an editor signs with, None for the organisation itself.

    `key` makes a repeat harmless: a form's nonce, or what an answer by link is made of.
    """

    service_id: str
    assurer: Assurer
    by: str | None
    day: date
    at: datetime
    key: str


def assure(session: Session, word: Word) -> bool:
    """Keep the word, and show it where it is the newest; False where the same was said before.

    The caller holds the write lock. A service that is not there is an IntegrityError.
    """
    if stored.assurance(session, word.key):
        return False
    stored.add_assurance(
        session,
        Assurance(
            key=word.key,
            service_id=word.service_id,
            day=word.day,
            assurer=word.assurer.value,
            by=word.by,
            at=word.at,
        ),
    )
    if _is_newest(stored.shown_day(session, word.service_id), word.day):
        stored.show_assurance(session, word.service_id, word.day, word.assurer.value, word.by)
        state.note_change(session)
    return True


def settle(session: Session, service_ids: Collection[str], today: date) -> None:
    """After a feed was written over these services: whoever spoke last is shown, the feed or somebody here.

    A feed's day that is still to come is no word at all against somebody's who really looked.
    """
    newest = stored.newest_assurances(session, service_ids)
    for service_id, day, feed in stored.days_by_feed(session, service_ids):
        own = newest.get(service_id)
        if own and (day is None or day > today or own.day >= day):
            stored.show_assurance(session, service_id, own.day, own.assurer, own.by)
        else:
            said = Assurer.SOURCE.value if day and feed else None
            stored.show_assurance(session, service_id, day, said, feed if day else None)


def _is_newest(shown: date | None, day: date) -> bool:
    return shown is None or day >= shown
