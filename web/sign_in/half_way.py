"""Between the right password and the right code: who is half-way in, for a few minutes."""

from hashlib import sha256

from flask import session

from web.clock import now
from web.models.staff import StaffUser

_KEY = "half_way"
_SECONDS = 300


def enter(user: StaffUser) -> None:
    """The password of this account was right just now."""
    session.clear()
    session.permanent = True
    session[_KEY] = [user.id, _mark(user), int(now().timestamp())]


def who() -> int | None:
    """The id of the account whose password was right a few minutes ago; None for nobody."""
    held = session.get(_KEY)
    if held is None or int(now().timestamp()) - held[2] > _SECONDS:
        return None
    return int(held[0])


def leave() -> None:
    """Nobody is half-way in here any more."""
    session.pop(_KEY, None)


def is_still(user: StaffUser) -> bool:
    """Is what was right then right still? Not once the sessions of the account were ended."""
    held = session.get(_KEY)
    return held is not None and held[:2] == [user.id, _mark(user)]


def _mark(user: StaffUser) -> str:
    # Changes with every change of password; its cookie can be read by its owner, so not the token itself.
    return sha256(f"half way {user.session_token}".encode()).hexdigest()[:32]
