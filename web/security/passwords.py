"""Passwords of staff: hashed with argon2, checked in the same time whether or not the account exists.

What makes a password weak is asked of the password alone; nothing is looked up outside.
"""

import secrets
import string
from functools import cache
from itertools import pairwise
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from web.exceptions import WeakPassword

SHORTEST = 12
LONGEST = 200
_FEWEST_DIFFERENT = 5
_COMMON = Path(__file__).with_name("common_passwords.txt")
_SIGNS_FOR_LETTERS = str.maketrans("@4301!$57", "aaeolisst")
_AT_THE_ENDS = string.digits + string.punctuation + " "
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiopasdfghjklzxcvbnm")


def hash_password(password: str, name: str = "") -> str:
    """An argon2id hash; WeakPassword, with a code, where `weakness` finds one."""
    if code := weakness(password, name):
        raise WeakPassword(code, SHORTEST, LONGEST)
    return PasswordHasher().hash(password)


def weakness(password: str, name: str = "") -> str | None:
    """What is wrong with `password` for the account of this name: short, long, name, common; or None."""
    if not SHORTEST <= len(password) <= LONGEST:
        return "short" if len(password) < SHORTEST else "long"
    if len(name) >= 3 and name.casefold() in password.casefold():
        return "name"
    return "common" if _is_common(password.casefold()) else None


def is_right(password: str, password_hash: str | None) -> bool:
    """Does `password` belong to this hash? Without a hash (no such account) it takes as long and says no."""
    try:
        right = PasswordHasher().verify(password_hash or _nobodys_hash(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return right and bool(password_hash)


def made_up() -> str:
    """A new password nobody can guess."""
    return secrets.token_urlsafe(15)


def _is_common(password: str) -> bool:
    if len(set(password)) < _FEWEST_DIFFERENT or _is_a_run(password):
        return True
    read = password.strip(_AT_THE_ENDS).translate(_SIGNS_FOR_LETTERS)
    return any(_strung_together("".join(filter(str.isalpha, each))) for each in (password, read))


def _is_a_run(password: str) -> bool:
    """Is nearly every character the neighbour of the one before, on the keyboard or in a row?"""
    neighbours = {pair for row in _ROWS for pair in (*pairwise(row), *pairwise(reversed(row)))}
    steps = list(pairwise(password))
    return sum(step in neighbours or step[0] == step[1] for step in steps) >= 0.8 * len(steps)


def _strung_together(letters: str) -> bool:
    """Are these letters common words and nothing else? No letters at all are: dates, telephone numbers."""
    reached = {0}
    for end in range(1, len(letters) + 1):
        if any(letters[start:end] in _common_words() for start in reached):
            reached.add(end)
    return len(letters) in reached


@cache
def _common_words() -> frozenset[str]:
    lines = _COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _nobodys_hash() -> str:
    return PasswordHasher().hash(secrets.token_urlsafe(16))
