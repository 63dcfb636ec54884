"""What an administrator wrote into the forms about accounts and tokens. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from web.forms import typed
from web.models.staff import Role

LONGEST_NAME = 64
LONGEST_DAYS = 3650
_NAME = re.compile(r"[^\s<>\"'&/\\]+( [^\s<>\"'&/\\]+)*")


@dataclass(frozen=True)
class NewAccount:
    """A name and a role, as far as they could be read."""

    name: str = ""
    role: Role | None = None


@dataclass(frozen=True)
class NewToken:
    """What a token is for, its role, and for how many days it is good."""

    name: str = ""
    role: Role | None = None
    days: int | None = 365
    days_typed: str = "365"


def read_new_account(posted: Mapping[str, str]) -> tuple[NewAccount, str | None]:
    """What was written, and the code of what is wrong with it: name, long, role."""
    account = NewAccount(typed(posted, "name"), role_in(posted))
    return account, _wrong_name(account.name) or (None if account.role else "role")


def read_new_token(posted: Mapping[str, str]) -> tuple[NewToken, str | None]:
    """What was written, and the code of what is wrong with it: name, long, role, days."""
    days = typed(posted, "days")
    number = int(days) if days.isdecimal() and days.isascii() and len(days) <= 5 else None
    token = NewToken(typed(posted, "name"), role_in(posted), number, days)
    wrong = _wrong_name(token.name) or (None if token.role else "role")
    good = number is not None and 1 <= number <= LONGEST_DAYS
    return token, wrong or (None if good else "days")


def role_in(posted: Mapping[str, str]) -> Role | None:
    """The role that was chosen; None for none, or one there is not."""
    chosen = posted.get("role", "")
    return Role(chosen) if chosen in set(Role) else None


def _wrong_name(name: str) -> str | None:
    if len(name) > LONGEST_NAME:
        return "long"
    return None if _NAME.fullmatch(name) and name.isprintable() else "name"
