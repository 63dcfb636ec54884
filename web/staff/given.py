"""Lists that were given in a contact, in words, and where those that were sent stand. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from web.staff.sent import Sent, sent
from web.store.call_tools import Given
from web.words.book import words


@dataclass(frozen=True)
class ListGiven:
    """One list: when, how in words, by whom, what was on it, and what became of the message."""

    at: datetime
    how: str
    by: str
    services: tuple[str, ...]
    sent: Sent | None


def shown(given: Iterable[Given]) -> list[ListGiven]:
    """Each list as a page shows it."""
    say = words("adviser_tools")["given"]
    return [
        ListGiven(
            each.at,
            say.get(each.way, each.way),
            each.by,
            each.services,
            sent(each.delivery) if each.delivery else None,
        )
        for each in given
    ]
