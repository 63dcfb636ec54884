"""Every query about staff accounts, their sign-ins and the audit trail."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from web.clock import now
from web.exceptions import NameTaken
from web.models.staff import Role, StaffUser
from web.security.chain import Deed
from web.store import trail


def create(session: Session, name: str, role: Role, password_hash: str) -> StaffUser:
    """A new account; NameTaken when the name is in use, whatever its capitals."""
    if by_name(session, name) is not None:
        raise NameTaken("There is an account of that name already.")
    user = StaffUser(
        name=tidy(name),
        password_hash=password_hash,
        role=role,
        session_token=secrets.token_urlsafe(32),
        created_at=now(),
        failed_sign_ins=0,
    )
    session.add(user)
    session.flush()
    return user


def tidy(name: str) -> str:
    """A name as accounts keep it: without spaces around it, in small letters."""
    return name.strip().casefold()


def by_name(session: Session, name: str) -> StaffUser | None:
    """The account of this name."""
    return session.scalar(select(StaffUser).where(StaffUser.name == tidy(name)))


def by_session_token(session: Session, token: str) -> StaffUser | None:
    """The account a sign-in cookie belongs to, unless it was disabled."""
    return session.scalar(
        select(StaffUser).where(StaffUser.session_token == token, StaffUser.disabled_at.is_(None))
    )


def name_of(session: Session, staff_user_id: int | None) -> str | None:
    """The name of an account."""
    return session.scalar(select(StaffUser.name).where(StaffUser.id == staff_user_id))


def names(session: Session) -> dict[int, str]:
    """The names of all accounts, by id, in the order of the names."""
    return {each.id: each.name for each in session.scalars(select(StaffUser).order_by(StaffUser.name))}


def to_change(session: Session, staff_user_id: int) -> StaffUser:
    """The account, held until the transaction ends, so that two at once cannot count as one."""
    return session.get_one(StaffUser, staff_user_id, with_for_update=True, populate_existing=True)


def forgive_failures(session: Session) -> None:
    """A new day: wrong passwords are counted from nothing again."""
    session.execute(update(StaffUser).where(StaffUser.failed_sign_ins > 0).values(failed_sign_ins=0))


def note_failure(session: Session, user: StaffUser, *, most: int, lock: timedelta) -> None:
    """Counts a wrong password; at `most` since the last right one, or since last night, it is locked."""
    user.failed_sign_ins += 1
    if user.failed_sign_ins >= most:
        user.locked_until, user.failed_sign_ins = now() + lock, 0
        note(session, "locked", staff_user_id=user.id)
    session.flush()


def note_success(session: Session, user: StaffUser) -> None:
    """Remembers a sign-in and forgives earlier wrong passwords."""
    user.failed_sign_ins, user.locked_until, user.last_signed_in_at = 0, None, now()
    note(session, "signed_in", staff_user_id=user.id)


def end_sessions(session: Session, staff_user_id: int) -> None:
    """Signs a person out everywhere: no cookie made before now is good any more."""
    to_change(session, staff_user_id).session_token = secrets.token_urlsafe(32)
    note(session, "signed_out", staff_user_id=staff_user_id)


def note(
    session: Session,
    action: str,
    *,
    staff_user_id: int | None,
    subject: str | None = None,
    subject_id: int | None = None,
) -> None:
    """Writes to the audit trail, when the transaction ends, who looked at or changed something; ids alone."""
    trail.remember(session, Deed(now(), staff_user_id, action, subject, subject_id))


def is_locked(user: StaffUser, moment: datetime) -> bool:
    """Is this account closed for now after wrong passwords?"""
    return user.locked_until is not None and user.locked_until > moment
