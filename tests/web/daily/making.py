"""Yesterday's contacts, said and laid out, for tests of the daily review and the case audit."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tests.web.numbers.making import contact
from web.clock import now
from web.database import ContactsStore
from web.models.contact import Author, Contact, Message
from web.staff.daily.preparing import Layer

TODAY = now().date()
YESTERDAY = TODAY - timedelta(days=1)


class Shouts:
    """Takes nothing out: what comes of words is in capitals, so that it can be told apart."""

    def redact(self, text: str) -> str:
        return text.upper()


def say(store: ContactsStore, *words: str, day: date = YESTERDAY, **more: Any) -> int:
    """A contact of a day in which this was said; its number."""
    with store.writing() as session:
        made = contact(session, day, resident_messages=len(words), **more)
        add(made, *words)
        return made.id


def add(made: Contact, *words: str) -> None:
    at = datetime.combine(made.started_on, time(10), UTC)
    made.messages += [Message(author=Author.RESIDENT, said_at=at, words=each) for each in words]


def lay_out(store: ContactsStore, today: date = TODAY) -> int:
    return Layer(store, open_names=Shouts).lay_out(today)
