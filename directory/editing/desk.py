"""The editors' front counter: opens the store, knows postcodes and needs, and makes short transactions.

Needs are recognised before a transaction begins: that takes long, and others want to write meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, cast

from sqlalchemy.orm import Session

from directory.assurance import Word, assure
from directory.database import SessionFactory, begin_writing, open_sessions
from directory.editing import changing, proposals
from directory.editing.deciding import Marks
from directory.editing.doing import Doing, Locate, Needs, NotSaved, Saved
from directory.listings import Listing, get_listing
from directory.models.freshness import Assurer
from directory.needs.labelling import Labeller
from directory.needs.recogniser import Recogniser
from directory.postcode_index import PostcodeIndex
from directory.settings import DirectorySettings

Recognise = Callable[[str, str], Needs]  # name and description to needs
Written = Mapping[str, Any]


class Desk:
    """Safe between threads. Without `recognise` or `locate` services get no needs or points by themselves."""

    def __init__(
        self, sessions: SessionFactory, recognise: Recognise | None = None, locate: Locate | None = None
    ) -> None:
        self._sessions = sessions
        self._recognise = recognise
        self.locate = locate

    @classmethod
    def open(cls, settings: DirectorySettings, recogniser: Recogniser | None = None) -> Desk:
        """A desk over the directory's store; NotBuilt or StoreError where something is not set up yet."""
        sessions = open_sessions(settings.database_url)
        recognise = Labeller.load(settings.build_dir, recogniser).needs_of if recogniser else None
        return cls(sessions, recognise, PostcodeIndex.open(settings.build_dir).locate)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the directory; what it changes is not kept."""
        with self._sessions() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that commits at the end of the block, or leaves no trace when the block raises."""
        with begin_writing(self._sessions) as session:
            yield session

    def save(
        self, service_id: str, written: Written, base: Marks, doing: Doing, *, checked: date | None = None
    ) -> Saved | NotSaved:
        """See `changing.save`. With `checked` the editor says as well that everything was right that day."""
        found = self.needs_for(written)
        with self.writing() as session:
            done = changing.save(
                session, service_id, written, base, doing, locate=self.locate, recognised=found
            )
            _note_checked(session, done, doing, checked)
            return done

    def create(self, written: Written, doing: Doing, *, checked: date | None = None) -> Saved | NotSaved:
        """See `changing.create`."""
        found = self.needs_for(written)
        with self.writing() as session:
            done = changing.create(session, written, doing, locate=self.locate, recognised=found)
            _note_checked(session, done, doing, checked)
            return done

    def approve(
        self,
        proposal_id: str,
        doing: Doing,
        *,
        written: Written | None = None,
        base: Marks | None = None,
        checked: date | None = None,
    ) -> Saved | NotSaved:
        """See `proposals.approve`."""
        with self.reading() as session:
            waiting = proposals.waiting(session, proposal_id)
        whole = {**waiting.now, **waiting.proposal.changes, **(written or {})}
        found = self.needs_for(whole)
        with self.writing() as session:
            done = proposals.approve(
                session, proposal_id, doing,
                written=written, base=base, locate=self.locate, recognised=found,
            )  # fmt: skip
            _note_checked(session, done, doing, checked)
            return done

    def preview(
        self, service_id: str | None, written: Written, base: Marks, doing: Doing
    ) -> Listing | NotSaved:
        """The listing that residents would be shown: saved for real, looked at, and undone again."""
        found = self.needs_for(written)
        more: dict[str, Any] = {"locate": self.locate, "recognised": found}
        try:
            with self.writing() as session:
                if service_id is None:
                    done = changing.create(session, written, doing, **more)
                else:
                    done = changing.save(session, service_id, written, base, doing, **more)
                if isinstance(done, NotSaved):
                    return done
                raise _Undo(get_listing(session, done.service_id))
        except _Undo as seen:
            return cast(Listing, seen.listing)

    def needs_for(self, written: Written) -> Needs | None:
        """The needs that a name and a description speak of; None where there is nobody to tell."""
        if self._recognise is None:
            return None
        return self._recognise(str(written.get("name") or ""), str(written.get("description") or ""))


class _Undo(Exception):
    """Leaves a transaction without a trace, with what was seen in it."""

    def __init__(self, listing: Listing | None) -> None:
        super().__init__()
        self.listing = listing


def _note_checked(session: Session, done: Saved | NotSaved, doing: Doing, day: date | None) -> None:
    if day is None or isinstance(done, NotSaved):
        return
    word = Word(done.service_id, Assurer.EDITOR, doing.by.name, day, doing.when, f"{doing.key}/checked")
    assure(session, word)
