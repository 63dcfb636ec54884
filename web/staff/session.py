"""Signing in and out: who the present person is, and the rules about wrong passwords."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from web.clock import now
from web.database import Transaction
from web.models.staff import Role, StaffUser
from web.parts import Parts, parts
from web.security.addresses import sender
from web.security.passwords import is_right
from web.security.wrong_passwords import wrong_passwords
from web.store import staff


@dataclass(frozen=True, eq=False)
class SignedIn(UserMixin):  # type: ignore[misc]
    """The signed-in person, as views and templates know them."""

    id: int
    name: str
    role: Role
    session_token: str

    def get_id(self) -> str:
        """What the cookie holds: not the account's id but a token that can be changed."""
        return self.session_token


def install(app: Flask) -> None:
    """Lets Flask-Login find the signed-in person of a request."""
    manager = LoginManager(app)
    manager.session_protection = None  # It compares addresses, which change on mobile networks.
    manager.user_loader(_load)


def me() -> SignedIn:
    """The signed-in person; only for views behind the gate."""
    person: SignedIn = current_user._get_current_object()
    return person


def sign_in(name: str, password: str) -> bool:
    """Signs in with a right name and password. False, without a reason, for a wrong or locked one."""
    person = _check(parts(), name, password)
    if person is None:
        return False
    session.clear()  # Nothing from before the sign-in comes along.
    session.permanent = True
    return bool(login_user(person))


def sign_out() -> None:
    """Ends every session of the signed-in person, here and elsewhere."""
    with parts().store.writing() as store:
        staff.end_sessions(store, me().id)
    logout_user()
    session.clear()


def _check(opened: Parts, name: str, password: str) -> SignedIn | None:
    counted, account, line = wrong_passwords(), staff.tidy(name), sender()
    with opened.store.reading() as store:
        user = staff.by_name(store, name)
    # Between the two transactions: argon2 takes its time, and nobody shall wait for a lock meanwhile.
    right = is_right(password, user.password_hash if user else None)
    if counted.enough(account, line):
        return None
    if not right:
        counted.note(account, line)
    if user is None:
        return None
    with opened.store.writing() as store:
        person = _settle(opened, staff.to_change(store, user.id), right, store)
    if person is not None:
        counted.forgive(account, line)
    return person


def _settle(opened: Parts, user: StaffUser, right: bool, store: Transaction) -> SignedIn | None:
    limits = opened.settings.limits
    if user.disabled_at is not None or staff.is_locked(user, now()):
        return None
    if not right:
        lock = timedelta(minutes=limits.lock_minutes)
        staff.note_failure(store, user, most=limits.failed_sign_ins_a_day, lock=lock)
        return None
    staff.note_success(store, user)
    return _signed_in(user)


def _load(token: str) -> SignedIn | None:
    with parts().store.reading() as store:
        user = staff.by_session_token(store, token)
    return _signed_in(user) if user else None


def _signed_in(user: StaffUser) -> SignedIn:
    return SignedIn(user.id, user.name, user.role, user.session_token)
