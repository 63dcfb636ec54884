"""Whether the contacts of this store are invented, and which of them somebody tried out since."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from web.models.contact import Contact
from web.models.numbers import Demonstration


def marked(session: Session) -> Demonstration | None:
    """The mark of a store of invented contacts; None in a real one."""
    return session.get(Demonstration, 1)


def is_invented(session: Session) -> bool:
    """Are the contacts of this store invented?"""
    return marked(session) is not None


def mark(session: Session, seed: int, moment: datetime) -> None:
    """From now on this store says that every contact in it is invented."""
    newest = session.scalar(select(func.max(Contact.id))) or 0
    session.merge(Demonstration(id=1, seed=seed, made_at=moment, last_contact_id=newest))
    session.flush()


def has_contacts(session: Session) -> bool:
    """Is there any contact at all?"""
    return bool(session.scalar(select(exists(select(Contact.id)))))


def only_invented(session: Session, ids: Collection[int]) -> set[int]:
    """These contacts; in a demonstration without those that somebody tried out after it was made.

    So the numbers of a demonstration stay those of the invented year, and no real contact is ever in them.
    """
    made = marked(session)
    return {id_ for id_ in ids if made is None or id_ <= made.last_contact_id}
