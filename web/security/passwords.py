"""Passwords of staff: hashed with argon2, checked in the same time whether or not the account exists."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from web.exceptions import WeakPassword

SHORTEST = 12
LONGEST = 200


def hash_password(password: str) -> str:
    """An argon2id hash; WeakPassword when the password is too short to be safe or absurdly long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPassword(f"A password must have from {SHORTEST} to {LONGEST} characters.")
    return PasswordHasher().hash(password)


def is_right(password: str, password_hash: str | None) -> bool:
    """Does `password` belong to this hash? Without a hash (no such account) it takes as long and says no."""
    try:
        right = PasswordHasher().verify(password_hash or _nobodys_hash(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return right and password_hash is not None


def made_up() -> str:
    """A new password nobody can guess."""
    return secrets.token_urlsafe(15)


@cache
def _nobodys_hash() -> str:
    return PasswordHasher().hash(secrets.token_urlsafe(16))
