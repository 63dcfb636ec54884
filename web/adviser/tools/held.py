"""The call that the address of a page names, if it is this adviser's: its contact, what was told in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import g, url_for

from bot.understand import Understanding
from web.adviser.listener import listener
from web.adviser.pieces import pieces
from web.database import Transaction
from web.models.call import Call
from web.models.contact import Contact
from web.parts import parts
from web.staff.session import me
from web.store import calls, contacts

KNOWN_BY = ("phone", "email", "name")  # by what a caller may be known again


@dataclass(frozen=True)
class Told:
    """What the caller said, in pieces, and what each was understood to mean, where somebody listens."""

    pieces: Sequence[str]
    understood: Sequence[Understanding]


def contact_of_call(store: Transaction) -> Contact | None:
    """The contact of the call; None where it is nobody's, somebody else's, or over: its tools go with it."""
    call = _call(store)
    return None if call is None or call.ended_at is not None else call.contact


def where_calls_begin() -> str:
    """The address of the page from which a call begins."""
    return url_for("adviser.start")


def told_in(store: Transaction, contact: Contact) -> Told:
    """What was said in the contact of this call: by the person alone, and as the notes have it."""
    words = contacts.resident_words(store, contact)
    told = [piece for each in words for piece in pieces(each)]
    return Told(told, listener().hear(parts().understander, told))


def known_of_caller(store: Transaction, contact: Contact, names: Collection[str]) -> dict[str, str]:
    """What is known already of how the caller is reached, under the names of a form's fields."""
    call = _call(store)
    details = (call.details or {}) if call else {}
    return {name: str(details[name]) for name in names if details.get(name)}


def _call(store: Transaction) -> Call | None:
    return calls.mine(store, g.call_id, me().id)
