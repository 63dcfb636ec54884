"""Every query about people who come from the council's own sign-in, and about who was not let in."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from web.clock import now
from web.exceptions import NameTaken
from web.models.sign_in import RefusedSignIn
from web.models.staff import Role, StaffUser
from web.store import codes, staff

_NO_PASSWORD = ""  # no password has this hash
_LONGEST_LIST = 100


def by_subject(session: Session, subject: str) -> StaffUser | None:
    """The account of this person, held to be changed."""
    query = select(StaffUser).where(StaffUser.council_subject == subject)
    return session.scalar(query.with_for_update())


def awaiting(session: Session, name: str, subject: str) -> StaffUser | None:
    """The local account of this name that an administrator opened to be taken over: it is theirs from now on.

    Its password and its codes go: there is one way in, and who leaves the council loses it.
    """
    query = select(StaffUser).where(
        StaffUser.name == name, StaffUser.awaits_council.is_(True), StaffUser.disabled_at.is_(None)
    )
    user = session.scalar(query.with_for_update())
    if user is None:
        return None
    user.council_subject, user.awaits_council = subject, False
    user.password_hash, user.must_change_password = _NO_PASSWORD, False
    codes.put_off(session, user)
    staff.note(session, "took_over_account", staff_user_id=user.id, subject="staff_user", subject_id=user.id)
    return user


def create(session: Session, name: str, role: Role, subject: str) -> StaffUser | None:
    """A new account without a password; None when its name is somebody else's here."""
    try:
        user = staff.create(session, name, role, _NO_PASSWORD)
    except NameTaken:
        return None
    user.council_subject = subject
    session.flush()
    staff.note(session, "created_user", staff_user_id=user.id, subject="staff_user", subject_id=user.id)
    return user


def update(session: Session, user: StaffUser, name: str, role: Role) -> None:
    """Name and role as the council has them now; the name only where nobody else here has it."""
    if user.name != name and staff.by_name(session, name) is None:
        user.name = name
    if user.role is not role:
        user.role = role
        staff.note(session, "changed_role", staff_user_id=None, subject="staff_user", subject_id=user.id)


def note_refused(session: Session, subject: str, name: str, groups: Sequence[str], reason: str) -> None:
    """Writes down for administrators who was not let in, and why: one row a person."""
    found = session.scalar(select(RefusedSignIn).where(RefusedSignIn.subject_hash == subject))
    if found is None:
        found = RefusedSignIn(subject_hash=subject, times=0)
        session.add(found)
    found.name, found.groups, found.reason = name, list(groups), reason
    found.times, found.last_at = found.times + 1, now()
    session.flush()


def refused(session: Session) -> Sequence[RefusedSignIn]:
    """Who was not let in, the newest first."""
    query = select(RefusedSignIn).order_by(RefusedSignIn.last_at.desc()).limit(_LONGEST_LIST)
    return session.scalars(query).all()


def forget_refused(session: Session, subject: str) -> None:
    """They are in now: that they were refused before concerns nobody."""
    session.execute(delete(RefusedSignIn).where(RefusedSignIn.subject_hash == subject))


def drop_refused(session: Session, number: int) -> None:
    """An administrator has dealt with it."""
    session.execute(delete(RefusedSignIn).where(RefusedSignIn.id == number))


def purge_refused(session: Session, limit: datetime) -> None:
    """Deletes what was last tried before `limit`."""
    session.execute(delete(RefusedSignIn).where(RefusedSignIn.last_at < limit))
