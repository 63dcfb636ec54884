"""Accounts and tokens at a terminal: `python -m web create-user`, `reset-user`, `create-token` and so on."""

import argparse
import getpass
import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, TextIO

from web.accounts.form import LONGEST_DAYS, LONGEST_NAME
from web.clock import now
from web.database import ContactsStore
from web.exceptions import WebError
from web.models.staff import Role
from web.security.passwords import hash_password, made_up
from web.store import accounts, api_tokens, staff

_ROLES = [role.value for role in Role]


def add_to(commands: Any) -> None:
    """Adds these commands to those of `python -m web`."""
    create = commands.add_parser("create-user", help="make an account for a member of staff")
    create.add_argument("name")
    create.add_argument("--role", required=True, choices=_ROLES)
    create.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    create.add_argument(
        "--must-change", action="store_true", help="they choose another at their first sign-in"
    )
    reset = commands.add_parser(
        "reset-user", help="a new password for an account, without codes, open again: the way back in"
    )
    reset.add_argument("name")
    token = commands.add_parser(
        "create-token", help="make a token for a program, shown once, on the last line"
    )
    token.add_argument("--role", required=True, choices=_ROLES)
    token.add_argument("--name", default="", help="what it is for")
    token.add_argument("--days", type=_days, help="for how many days it is good; without: until it is shut")
    commands.add_parser("tokens", help="list the tokens of programs")
    revoke = commands.add_parser("revoke-token", help="shut a token for good")
    revoke.add_argument("number", type=int, help="the number that create-token gave it")


def create_user(store: ContactsStore, asked: argparse.Namespace) -> None:
    """Makes an account. A password that was made up here was seen here, so it has to be changed."""
    password, generated = _password(sys.stdin, asked.password_stdin)
    hashed = hash_password(password, asked.name)
    with store.writing() as session:
        user = staff.create(session, asked.name, Role(asked.role), hashed)
        user.must_change_password = generated or asked.must_change
        staff.note(session, "created_user", staff_user_id=None, subject="staff_user", subject_id=user.id)
        name = user.name
    print(f"Made the account {name} with the role {asked.role}.")
    if generated:
        print("Its password, shown this once, to be changed at the first sign-in:")
        print(password)


def reset_user(store: ContactsStore, asked: argparse.Namespace) -> None:
    """Opens an account again that nobody gets into: also the last administrator's, and a council's."""
    password = made_up()
    hashed = hash_password(password)
    with store.writing() as session:
        user = staff.by_name(session, asked.name)
        if user is None:
            raise WebError("There is no account of that name.")
        accounts.reset(session, user.id, hashed, by=None)
        user.disabled_at = None
        name = user.name
    print(f"The account {name} is open, without one-time codes, and nobody is signed in to it.")
    print("Its password, shown this once, to be changed at the next sign-in:")
    print(password)


def create_token(store: ContactsStore, asked: argparse.Namespace) -> None:
    """Makes a token; its words are the last line, bare."""
    ends = now() + timedelta(days=asked.days) if asked.days else None
    with store.writing() as session:
        made, words = api_tokens.create(
            session, Role(asked.role), name=asked.name.strip()[:LONGEST_NAME], expires_at=ends
        )
        number = made.id
    print(f"Made token number {number} with the role {asked.role}. It is shown this once:")
    print(words)


def list_tokens(store: ContactsStore, asked: argparse.Namespace) -> None:
    """One token a line: number, role, state, last use, what it is for."""
    with store.reading() as session:
        for each in api_tokens.every(session):
            ended = each.expires_at is not None and each.expires_at <= now()
            state = "shut" if each.revoked_at else "ended" if ended else "good"
            until = f" until {each.expires_at:%Y-%m-%d}" if each.expires_at and state == "good" else ""
            used = f"used {each.last_used_at:%Y-%m-%d}" if each.last_used_at else "never used"
            print(f"{each.id}  {each.role.value}  {state}{until}  {used}  {each.name}".rstrip())


def revoke_token(store: ContactsStore, asked: argparse.Namespace) -> None:
    """Shuts a token for good."""
    with store.writing() as session:
        known = api_tokens.revoke(session, asked.number)
    if not known:
        raise WebError(f"There is no token number {asked.number}.")
    print(f"Token number {asked.number} opens nothing any more.")


COMMANDS: Mapping[str, Callable[[ContactsStore, argparse.Namespace], None]] = {
    "create-user": create_user,
    "reset-user": reset_user,
    "create-token": create_token,
    "tokens": list_tokens,
    "revoke-token": revoke_token,
}


def _days(text: str) -> int:
    days = int(text)
    if not 1 <= days <= LONGEST_DAYS:
        raise argparse.ArgumentTypeError(f"from 1 to {LONGEST_DAYS}")
    return days


def _password(stdin: TextIO, from_stdin: bool) -> tuple[str, bool]:
    """The password, and whether it was made up here because nobody could be asked."""
    if from_stdin:
        return stdin.readline().rstrip("\r\n"), False
    if not stdin.isatty():
        return made_up(), True
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("The same again: "):
        raise WebError("The two passwords are not the same.")
    return password, False
