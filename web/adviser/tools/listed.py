"""A service as a list that leaves the house says it: what it is, what it costs, when, where, how."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from web.public_directory.cards import card_of, reach_words
from web.rendering import web_address
from web.words.book import words

if TYPE_CHECKING:
    from directory.listings import Listing


@dataclass(frozen=True)
class Listed:
    """One service. `lines`: everything to know, a line each, without the name."""

    id: str
    name: str
    phone: str
    lines: tuple[str, ...]
    price: str

    def as_payload(self) -> dict[str, str]:
        """As the outbox keeps it."""
        return {"name": self.name, "phone": self.phone, "lines": "\n".join((self.name, *self.lines))}


def listed(listings: Iterable[Listing], ids: Iterable[str]) -> list[Listed]:
    """These services in the order of `ids`; what is gone from the directory is left out."""
    known = {each.id: each for each in listings}
    return [_one(known[each]) for each in ids if each in known]


def _one(listing: Listing) -> Listed:
    say = words("adviser_tools")["listed"]
    card = card_of(listing)
    facts = {
        "cost": card.cost or say["ask"],
        "when": "; ".join(listing.opening),
        "where": "; ".join(listing.addresses) or ", ".join(reach_words(listing)),
        "phone": ", ".join(listing.phones),
        "email": listing.email or "",
        "web": web_address(card.url) or "",
    }
    lines = (card.why, *(say[name].format(value=value) for name, value in facts.items() if value))
    phone = listing.phones[0] if listing.phones else ""
    return Listed(listing.id, listing.name, phone, tuple(filter(None, lines)), listing.price.value)
