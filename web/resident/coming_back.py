"""Giving out a return code, and opening a conversation by one: on another device, or for an adviser."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from web.clock import now
from web.parts import Parts
from web.resident.hold import held
from web.resident.return_code import hash_of, new_code, normalise
from web.store import return_codes


@dataclass(frozen=True)
class Given:
    """A code and until when it is good. Nobody can look it up again."""

    code: str
    until: datetime


def give_code(parts: Parts, conversation_id: str | None) -> Given | None:
    """A new code for this conversation; None where nothing was said in it yet, or it has ended."""
    if conversation_id is None:
        return None
    code = new_code()
    with parts.store.writing() as session:
        contact = held(session, conversation_id)
        if contact is None:
            return None
        until = return_codes.keep(session, contact, _hash(code), conversation_id, now())
    return Given(code, until)


def come_back(parts: Parts, typed: str) -> tuple[str, int] | None:
    """The conversation's id and its contact's number, for a code that is good; else None. Safe to repeat."""
    code = normalise(typed)
    if code is None:
        return None
    with parts.store.writing() as session:
        found = return_codes.open_again(session, _hash(code), now())
        if found is None:
            return None
        return found[0], found[1].id


def _hash(code: str) -> str:
    return hash_of(code, str(current_app.secret_key))
