"""Redacts what was noticed in conversations into entries for review, and forgets the words as they were."""

from collections.abc import Callable
from typing import Protocol

from bot.names import Names
from web.database import ContactsStore
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
        # Redacted before the store is written to: nobody's turn waits for it.
        redacted = [
            (each, names.redact(each.words), each.before and names.redact(each.before)) for each in found
        ]
        return sum(self._enter(*each) for each in redacted)

    def _enter(self, found: Noticed, words: str, before: str | None) -> bool:
        # Each by itself: finding what is the same opens every entry, and in between turns are written.
        with self._store.writing() as session:
            return review.enter(session, found, words, before)
