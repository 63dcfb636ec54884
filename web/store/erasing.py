"""Erases what a contact holds of a person, and leaves the bare contact for the numbers."""

from collections.abc import Iterator

from sqlalchemy import String, Table, cast, delete, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import ColumnElement

from web.encryption import PrivateJson, PrivateText
from web.exceptions import StillOpen
from web.models.contact import Contact, Message, OfferedService
from web.models.handoff import Handoff, State
from web.models.record import ContactRecord
from web.models.tables import METADATA
from web.store import message_marks, people, staff


def erase(session: Session, contact_id: int) -> None:
    """Empties every private column that hangs on this contact, and forgets by what the person was known.

    What is found through foreign keys is found also in tables that are added later. StillOpen while somebody
    has yet to act: deleting that would lose a person. Twice does no more than once.
    """
    handoffs = session.scalars(select(Handoff).where(Handoff.contact_id == contact_id)).all()
    if any(each.state is not State.CLOSED for each in handoffs):
        raise StillOpen("Somebody has yet to act on this contact. Record what came of it, then erase it.")
    session.execute(delete(Message).where(Message.contact_id == contact_id))
    for table, of_contact in _hanging_on(contact_id):
        private = [each for each in table.columns if isinstance(each.type, PrivateText | PrivateJson)]
        if any(not each.nullable for each in private):
            session.execute(delete(table).where(of_contact))
        elif private:
            session.execute(update(table).where(of_contact).values({each.name: None for each in private}))
    message_marks.forget(session, contact_id)
    # Counted still is that something was shown, and its price; no longer which service it was. No two rows of
    # a contact may name the same service, so each gets an id of its own: one that says nothing.
    shown = update(OfferedService).where(OfferedService.contact_id == contact_id)
    nothing_said = "erased-" + cast(OfferedService.id, String)
    session.execute(shown.values(service_id=nothing_said, service_name=""))
    session.expire_all()
    for each in handoffs:
        each.offered = []
    if (record := session.get(ContactRecord, contact_id)) is not None:
        people.recognise(session, record)
    staff.note(session, "erased_contact", staff_user_id=None, subject="contact", subject_id=contact_id)


def _hanging_on(contact_id: int) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """The contact's own row and every row that points to it, or to one that does, by table."""
    conditions: dict[str, ColumnElement[bool]] = {Contact.__tablename__: Contact.__table__.c.id == contact_id}
    for table in METADATA.sorted_tables:  # what is pointed at comes first
        # By every way there is: a row may point to the contact, to one of its hand-offs, or to both.
        ways = [
            key.parent.in_(select(key.column).where(conditions[key.column.table.name]))
            for key in table.foreign_keys
            if key.column.table is not table and key.column.table.name in conditions
        ]
        if ways:
            conditions[table.name] = or_(*ways)
        if table.name in conditions:
            yield table, conditions[table.name]
