"""Redacts what was noticed in conversations into entries for review, and forgets the words as they were."""

from collections.abc import Callable
from typing import Protocol

from bot.names import Names
from web.database import ContactsStore
from web.logging import log_failure
from web.models.review import Noticed
from web.store import review

A_ROUND = 50  # some ten milliseconds each


class Redacts(Protocol):
    """Whatever takes out of words what could say who somebody is."""

    def redact(self, text: str) -> str:
        """The words without it."""


class Sifter:
    """Opens what finds names only when there is something to redact: it takes a second and 90 MB."""

    def __init__(self, store: ContactsStore, open_names: Callable[[], Redacts] = Names.load) -> None:
        self._store = store
        self._open_names = open_names
        self._names: Redacts | None = None

    def sift(self) -> int:
        """Redact what waits, at most A_ROUND; how many entries came of it. Two at once do no harm."""
        with self._store.reading() as session:
            found = review.noticed(session, A_ROUND)
        if not found:
            return 0
        names = self._names = self._names or self._open_names()
        return sum(self._take_in(each, names) for each in found)

    def _take_in(self, found: Noticed, names: Redacts) -> bool:
        """One row; one that cannot be redacted is forgotten: it must neither lie about nor stop the rest."""
        try:  # before the store is written to: nobody's turn waits for it
            words, before = names.redact(found.words), found.before and names.redact(found.before)
        except Exception as error:  # whatever a model makes of strange words
            log_failure(error)
            with self._store.writing() as session:
                review.forget(session, found)
            return False
        return self._enter(found, words, before)

    def _enter(self, found: Noticed, words: str, before: str | None) -> bool:
        # Each by itself: finding what is the same opens every entry, and in between turns are written.
        with self._store.writing() as session:
            return review.enter(session, found, words, before)
