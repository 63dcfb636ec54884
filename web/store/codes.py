"""Every query about one-time codes and the recovery codes beside them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from web.clock import now
from web.models.sign_in import RecoveryCode
from web.models.staff import StaffUser
from web.security.one_time_codes import recovery_hash, step_of
from web.store import staff


def prepare(session: Session, staff_user_id: int, secret: str) -> None:
    """Puts aside a new secret; the old one goes on until a code of the new one came."""
    staff.to_change(session, staff_user_id).code_pending = secret


def pending(session: Session, staff_user_id: int) -> str | None:
    """The secret that is being set up."""
    return session.scalar(select(StaffUser.code_pending).where(StaffUser.id == staff_user_id))


def confirm(session: Session, staff_user_id: int, code: str, recovery_hashes: Sequence[str]) -> bool:
    """Puts the pending secret to use if this is a code of it. False changes nothing."""
    user = staff.to_change(session, staff_user_id)
    step = step_of(user.code_pending, code, now(), None) if user.code_pending else None
    if step is None:
        return False
    user.code_secret, user.code_pending = user.code_pending, None
    user.code_counter, user.codes_since = step, now()
    replace_recovery(session, staff_user_id, recovery_hashes)
    staff.note(session, "set_up_codes", staff_user_id=staff_user_id)
    return True


def replace_recovery(session: Session, staff_user_id: int, hashes: Sequence[str]) -> None:
    """New recovery codes; none of the old is good any more."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.staff_user_id == staff_user_id))
    session.add_all(RecoveryCode(staff_user_id=staff_user_id, code_hash=each) for each in hashes)
    staff.note(session, "made_recovery_codes", staff_user_id=staff_user_id)


def recovery_left(session: Session, staff_user_id: int) -> int:
    """How many recovery codes are still good."""
    unused = (RecoveryCode.staff_user_id == staff_user_id, RecoveryCode.used_at.is_(None))
    return session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0


def take(session: Session, user: StaffUser, code: str) -> bool:
    """Takes a one-time code, or a recovery code, that was not taken before. `user` is held to be changed."""
    step = step_of(user.code_secret, code, now(), user.code_counter) if user.code_secret else None
    if step is not None:
        user.code_counter = step
        return True
    hashed = recovery_hash(code)
    return hashed is not None and _take_recovery(session, user.id, hashed, now())


def put_off(session: Session, user: StaffUser) -> None:
    """No one-time codes for this account any more, nor recovery codes. `user` is held to be changed."""
    user.code_secret = user.code_pending = user.code_counter = user.codes_since = None
    session.execute(delete(RecoveryCode).where(RecoveryCode.staff_user_id == user.id))


def _take_recovery(session: Session, staff_user_id: int, hashed: str, moment: datetime) -> bool:
    found = session.scalar(
        update(RecoveryCode)
        .where(
            RecoveryCode.staff_user_id == staff_user_id,
            RecoveryCode.code_hash == hashed,
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=moment)
        .returning(RecoveryCode.id)
    )
    if found is None:
        return False
    staff.note(session, "used_recovery_code", staff_user_id=staff_user_id)
    return True
