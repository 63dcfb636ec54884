"""Every query about codes with which a conversation is opened again."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from web.models.contact import Contact
from web.models.return_code import ReturnCode
from web.store.rows import changed

DAYS = 7
MOST = 5  # of one conversation: one for each paper and each device; an older one goes


def keep(
    session: Session, contact: Contact, code_hash: str, conversation_id: str, moment: datetime
) -> datetime:
    """Keeps a new code of this contact; until when it opens the conversation."""
    newest = select(ReturnCode).where(ReturnCode.contact_id == contact.id).order_by(ReturnCode.id.desc())
    for each in session.scalars(newest.offset(MOST - 1)):
        session.delete(each)
    ends_at = moment + timedelta(days=DAYS)
    session.add(
        ReturnCode(
            contact_id=contact.id, code_hash=code_hash, conversation_id=conversation_id, ends_at=ends_at
        )
    )
    session.flush()
    return ends_at


def open_again(session: Session, code_hash: str, moment: datetime) -> tuple[str, Contact] | None:
    """The conversation of this code and its contact, open from now on also if it was left or went quiet.

    None for a code that is not known, or is over. The code stays good: who lost the page tries again. Whoever
    copied the cookie of a device that was left could go on as well, for as long as the conversation is held.
    """
    code = session.scalar(
        select(ReturnCode).where(ReturnCode.code_hash == code_hash, ReturnCode.ends_at > moment)
    )
    contact = session.get(Contact, code.contact_id) if code else None
    if code is None or contact is None:
        return None
    contact.left_at, contact.returned_at = None, moment
    session.flush()
    return code.conversation_id, contact


def purge(session: Session, moment: datetime) -> int:
    """Deletes codes that open nothing any more. How many."""
    return changed(session, delete(ReturnCode).where(ReturnCode.ends_at <= moment))
