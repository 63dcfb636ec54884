"""Every query by which an account is changed: by an administrator, or by whose it is."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from web.clock import now
from web.models.queue import TeamMember
from web.models.staff import Role, StaffUser
from web.store import codes, staff


class Kept(StrEnum):
    """Why an account was left as it is."""

    OWN = "own"
    LAST = "last"


def everybody(session: Session) -> Sequence[StaffUser]:
    """Every account: those in use first, by name."""
    return session.scalars(
        select(StaffUser).order_by(StaffUser.disabled_at.is_not(None), StaffUser.name)
    ).all()


def one(session: Session, number: int) -> StaffUser | None:
    """The account of this number."""
    return session.get(StaffUser, number)


def set_password(
    session: Session, number: int, password_hash: str, *, must_change: bool, by: int | None
) -> StaffUser:
    """A new password: every session made before it ends, and earlier wrong tries are forgiven."""
    user = staff.to_change(session, number)
    user.password_hash, user.must_change_password = password_hash, must_change
    user.password_changed_at, user.session_token = now(), secrets.token_urlsafe(32)
    user.failed_sign_ins, user.locked_until = 0, None
    _note(session, "set_password", user, by)
    return user


def reset(session: Session, number: int, password_hash: str, *, by: int | None) -> StaffUser:
    """After a lost telephone or password: a password that must be changed, and no codes until set up anew."""
    user = set_password(session, number, password_hash, must_change=True, by=by)
    user.council_subject, user.awaits_council = None, False
    codes.put_off(session, user)
    _note(session, "reset_account", user, by)
    return user


def change_role(session: Session, number: int, role: Role, *, by: int) -> Kept | None:
    """Another role. Not one's own, and not the last administrator's."""
    user, kept = _guarded(session, number, by)
    if user.role is role:
        return None
    if kept is None:
        user.role = role
        _note(session, "changed_role", user, by)
    return kept


def disable(session: Session, number: int, *, by: int) -> Kept | None:
    """Shuts an account at once, everywhere. Again changes nothing."""
    user, kept = _guarded(session, number, by)
    if kept is None and user.disabled_at is None:
        user.disabled_at, user.session_token = now(), secrets.token_urlsafe(32)
        _note(session, "disabled_user", user, by)
    return kept


def enable(session: Session, number: int, *, by: int) -> None:
    """Opens an account that was shut, unless its person is erased. Again changes nothing."""
    user = staff.to_change(session, number)
    if user.disabled_at is not None and not user.is_erased:
        user.disabled_at = None
        _note(session, "enabled_user", user, by)


def erase_left(session: Session, limit: datetime) -> int:
    """Takes the person out of accounts that were shut before `limit`; how many. Again changes nothing.

    Number and role stay, since the trail and hand-offs point to them. By default that happens when the trail
    has let go of the last thing the account did, so that until then it can be said who looked at a record.
    """
    left = select(StaffUser).where(StaffUser.disabled_at < limit, StaffUser.password_hash != "")
    found = session.scalars(left.with_for_update()).all()
    for user in found:
        # No account has a name that begins with a space (staff.tidy): it is nobody else's.
        user.name, user.password_hash = f" left ({user.id})", ""
        user.session_token, user.council_subject = secrets.token_urlsafe(32), None
        user.awaits_council = user.must_change_password = False
        user.last_signed_in_at = user.password_changed_at = user.locked_until = None
        codes.put_off(session, user)
        session.execute(delete(TeamMember).where(TeamMember.staff_user_id == user.id))
        _note(session, "erased_account", user, None)
    session.flush()
    return len(found)


def end_sessions(session: Session, number: int, *, by: int) -> None:
    """Signs somebody out everywhere."""
    user = staff.to_change(session, number)
    user.session_token = secrets.token_urlsafe(32)
    _note(session, "ended_sessions", user, by)


def await_council(session: Session, number: int, *, by: int) -> None:
    """Whoever has this name at the council's own sign-in may take the account over. Again changes nothing."""
    user = staff.to_change(session, number)
    if user.council_subject is None and not user.awaits_council:
        user.awaits_council = True
        _note(session, "opened_to_council", user, by)


def _guarded(session: Session, number: int, by: int) -> tuple[StaffUser, Kept | None]:
    """The account, and why it must stay as it is: somebody must always be able to look after accounts."""
    # All of them held: two administrators who shut each other out at once must not both succeed.
    administrators = session.scalars(
        select(StaffUser)
        .where(StaffUser.role == Role.ADMINISTRATOR, StaffUser.disabled_at.is_(None))
        .order_by(StaffUser.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    user = staff.to_change(session, number)
    if number == by:
        return user, Kept.OWN
    return user, Kept.LAST if [each.id for each in administrators] == [number] else None


def _note(session: Session, action: str, user: StaffUser, by: int | None) -> None:
    staff.note(session, action, staff_user_id=by, subject="staff_user", subject_id=user.id)
