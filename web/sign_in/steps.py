"""The two steps of signing in with a local account: the password, and then the code.

A wrong one of either is counted by account and line together, and for the whole account by the day.
"""

from datetime import timedelta
from enum import Enum

from web.clock import now
from web.database import Transaction
from web.logging import log
from web.models.staff import StaffUser
from web.parts import Parts, parts
from web.security.addresses import sender
from web.security.known_browsers import line_for
from web.security.passwords import is_right
from web.security.wrong_passwords import wrong_passwords
from web.sign_in import half_way
from web.staff import session
from web.store import codes, staff


class Step(Enum):
    """Where somebody stands after a try."""

    REFUSED = "refused"
    CODE = "code"
    IN = "in"


def try_password(name: str, password: str) -> Step:
    """Tries a name and a password. A refusal never says what was wrong: the name, the password, a lock."""
    opened = parts()
    with opened.store.reading() as store:
        user = staff.by_name(store, name)
    # Between the two transactions: argon2 takes its time, and nobody shall wait for a lock meanwhile.
    right = is_right(password, user.password_hash if user else None) and _may_use_password(opened, user)
    step, entered = _settle_password(opened, user, staff.tidy(name), right)
    if step is Step.CODE and entered is not None:
        half_way.enter(entered)
    elif step is Step.IN and entered is not None:
        session.begin(entered)
    return step


def try_code(code: str) -> Step:
    """Tries a code for whoever is half-way in. CODE: it was wrong; REFUSED: begin again."""
    opened, account_id = parts(), half_way.who()
    if account_id is None:
        return Step.REFUSED
    line, known = line_for(account_id, sender())
    counted, name = wrong_passwords(), f"code {account_id}"
    if counted.enough(name, line):
        return Step.REFUSED
    with opened.store.writing() as store:
        user = staff.to_change(store, account_id)
        if not _is_open(user, known) or not half_way.is_still(user):
            return Step.REFUSED
        if not codes.take(store, user, code):
            counted.note(name, line)
            _note_wrong(opened, store, user, known)
            return Step.CODE
        _let_in(opened, store, user)
    counted.forgive(name, line)
    session.begin(user)
    return Step.IN


def proves(password: str, code: str) -> bool:
    """Does the signed-in person show, again, that it is they? Wrong tries count as at the sign-in."""
    opened, person = parts(), session.me()
    with opened.store.reading() as store:
        user = staff.by_name(store, person.name)
    right = is_right(password, user.password_hash if user else None)
    line, known = line_for(person.id, sender())
    counted = wrong_passwords()
    if counted.enough(person.name, line):
        return False
    with opened.store.writing() as store:
        held = staff.to_change(store, person.id)
        right = right and (held.codes_since is None or codes.take(store, held, code))
        if right:
            staff.note(store, "proved_again", staff_user_id=person.id)
        else:
            counted.note(person.name, line)
            _note_wrong(opened, store, held, known)
    return right


def _may_use_password(opened: Parts, user: StaffUser | None) -> bool:
    local = opened.settings.sign_in
    return user is not None and (local.local or user.name == local.break_glass)


def _settle_password(
    opened: Parts, user: StaffUser | None, name: str, right: bool
) -> tuple[Step, StaffUser | None]:
    line, known = line_for(user.id if user else None, sender())
    counted = wrong_passwords()
    if counted.enough(name, line):
        return Step.REFUSED, None
    if not right:
        counted.note(name, line)
    if user is None:
        return Step.REFUSED, None
    with opened.store.writing() as store:
        step = _settle(opened, store, staff.to_change(store, user.id), right, known)
    if step is not Step.REFUSED:
        counted.forgive(name, line)
    return step, user


def _settle(opened: Parts, store: Transaction, user: StaffUser, right: bool, known: bool) -> Step:
    if not _is_open(user, known):
        return Step.REFUSED
    if not right:
        _note_wrong(opened, store, user, known)
        return Step.REFUSED
    if user.codes_since is not None:
        return Step.CODE  # Wrong ones are forgiven only once the code was right as well.
    _let_in(opened, store, user)
    return Step.IN


def _let_in(opened: Parts, store: Transaction, user: StaffUser) -> None:
    staff.note_success(store, user)
    if not opened.settings.sign_in.local:
        staff.note(store, "broke_glass", staff_user_id=user.id)
        log("broke_glass", staff_user_id=user.id)


def _is_open(user: StaffUser, known: bool) -> bool:
    return user.disabled_at is None and (known or not staff.is_locked(user, now()))


def _note_wrong(opened: Parts, store: Transaction, user: StaffUser, known: bool) -> None:
    # What a known browser does wrong is counted there alone: it cannot add to the lock of the account.
    if not known:
        limits = opened.settings.limits
        lock = timedelta(minutes=limits.lock_minutes)
        staff.note_failure(store, user, most=limits.failed_sign_ins_a_day, lock=lock)
