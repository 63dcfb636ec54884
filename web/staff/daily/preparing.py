"""Lays yesterday's contacts out for reviewers: the worker redacts their words, and keeps nothing else."""

from collections.abc import Callable
from datetime import date, timedelta

from bot.language import ENGLISH, guess_language
from bot.names import Names
from web.clock import now
from web.database import ContactsStore
from web.logging import log_failure
from web.staff.sifting import Redacts
from web.store import daily_review
from web.store.daily_review import Unprepared

DAYS = 14  # so far back words are laid out: a daily review, and last week's case audit, need no more
A_ROUND = 50  # contacts; some ten milliseconds for each message


class Layer:
    """Opens what finds names only when there is something to redact: it takes a second and 90 MB."""

    def __init__(self, store: ContactsStore, open_names: Callable[[], Redacts] = Names.load) -> None:
        self._store = store
        self._open_names = open_names
        self._names: Redacts | None = None

    def lay_out(self, today: date) -> int:
        """Lays out what is lacking of the last days, at most A_ROUND; how many. Two at once do no harm."""
        with self._store.reading() as session:
            found = daily_review.to_prepare(
                session, today - timedelta(days=DAYS), today - timedelta(days=1), A_ROUND
            )
        if not found:
            return 0
        names = self._names = self._names or self._open_names()
        return sum(self._take_in(each, names) for each in found)

    def _take_in(self, found: Unprepared, names: Redacts) -> bool:
        # Redacted before the store is written to: nobody's turn waits for it.
        words = [(who.value, redacted(said, names)) for who, said in found.said]
        with self._store.writing() as session:
            return daily_review.lay_out(session, found.contact_id, words, found.messages, now())


def redacted(said: str, names: Redacts) -> str | None:
    """A message without what could say who somebody is; None where names cannot be found in it."""
    if guess_language(said) != ENGLISH:  # names are found in no other (bot/names.py)
        return None
    try:
        return names.redact(said)
    except Exception as error:  # whatever a model makes of strange words
        log_failure(error)
        return None
