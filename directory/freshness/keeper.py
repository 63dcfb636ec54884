"""Keeping the directory true, at the front counter: pages and the worker ask here, and know no table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from directory.assurance import Word, assure
from directory.clock import utc_now
from directory.database import SessionFactory, begin_writing, migrate, open_engine, session_factory
from directory.editing.worklist import Kind
from directory.freshness import answering, reminding
from directory.freshness.answering import Opened
from directory.freshness.escalation import Rhythm
from directory.freshness.reminding import Letter, Today
from directory.freshness.report import Health, health_of
from directory.freshness.standing import MOST_ATTEMPTS, Standing
from directory.freshness.worklist import kinds
from directory.models.freshness import Assurer, MailState
from directory.queries import reminders
from directory.queries.sources import due_sources
from directory.settings import DirectorySettings

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Keeper:
    """Reads and writes the store anew for each question. Safe between threads and programs."""

    sessions: SessionFactory
    rhythm: Rhythm = Rhythm()
    sends_mail: bool = False
    now: Clock = utc_now

    @classmethod
    def open(cls, settings: DirectorySettings, rhythm: Rhythm, *, sends_mail: bool) -> Keeper:
        """A keeper of the directory's store, brought up to date first; StoreError if it cannot be."""
        engine = open_engine(settings.database_url)
        migrate(engine)
        return cls(session_factory(engine), rhythm, sends_mail)

    def today(self) -> Today:
        """What today's decisions rest on."""
        return Today(self.day(), self.rhythm, self.sends_mail)

    def day(self) -> date:
        """The present day."""
        return self.now().date()

    def standings(self) -> list[Standing]:
        """Every entry that is kept up, the most urgent first."""
        with self.sessions() as session:
            return reminding.standings(session, self.today())

    def has_feeds_due(self) -> bool:
        """Whether a feed should be imported again by now."""
        with self.sessions() as session:
            return bool(due_sources(session, self.now()))

    def letters(self, most: int) -> Iterator[Letter]:
        """Mails to send now, each claimed before it is given out; first those not handed over yet."""
        with self.sessions() as session:
            again = reminders.to_try_again(session, MOST_ATTEMPTS)
        given = 0
        for mail_id in again[:most]:
            if letter := self._again(mail_id):
                given += 1
                yield letter
        with self.sessions() as session:
            groups = reminding.due(session, self.today())
        for ids in groups:
            if given >= most:
                return
            if letter := self._claim(ids):
                given += 1
                yield letter

    def mails_since(self, moment: datetime) -> int:
        """How many mails were claimed from that moment on."""
        with self.sessions() as session:
            return reminders.sent_since(session, moment)

    def settle(self, mail_id: str, outcome: MailState, code: int | None) -> None:
        """Note what became of a mail."""
        with begin_writing(self.sessions) as session:
            reminding.settle(session, mail_id, outcome, code, self.now())

    def bounced(self, mail_id: str) -> bool:
        """A mail came back for good; False where it is no mail of ours."""
        with begin_writing(self.sessions) as session:
            return reminding.bounced(session, mail_id, self.now())

    def last_bounced(self, service_id: str) -> bool:
        """The last mail about an entry came back for good; False where there was none, or it is known."""
        with begin_writing(self.sessions) as session:
            found = reminders.last_asked(session, [service_id]).get(service_id)
            return found is not None and reminding.bounced(session, found[1].id, self.now())

    def hand_out(self, service_id: str) -> str | None:
        """A link's mail id for an editor to pass on; None where there is no such entry."""
        with begin_writing(self.sessions) as session:
            return reminding.hand_out(session, service_id, self.now())

    def take_back_links(self, service_id: str, by: str) -> None:
        """No link made so far opens this entry any more."""
        with begin_writing(self.sessions) as session:
            reminders.raise_link_version(session, service_id, by, self.now())

    def check(self, service_id: str, editor: str, key: str) -> bool:
        """An editor says that an entry is right; False where this form was sent before."""
        word = Word(service_id, Assurer.EDITOR, editor, self.day(), self.now(), f"editor:{key}")
        with begin_writing(self.sessions) as session:
            return assure(session, word)

    def open_link(self, mail_id: str) -> Opened:
        """What a signed link opens."""
        with self.sessions() as session:
            return answering.open_link(session, mail_id)

    def form_of(self, service_id: str) -> dict[str, Any] | None:
        """An entry's fields as a form shows them."""
        with self.sessions() as session:
            return answering.plain_of(session, service_id)

    def still_right(self, mail_id: str, ids: Collection[str]) -> int:
        """The organisation says that these entries are right; how many its link opens."""
        with begin_writing(self.sessions) as session:
            return answering.still_right(session, mail_id, ids, self.day(), self.now())

    def put_forward(
        self,
        mail_id: str,
        service_id: str,
        changes: Mapping[str, Any],
        note: str,
        by: str,
        key: str,
        base: Mapping[str, str] | None = None,
    ) -> str | None:
        """Changes for an editor to approve; None where the link is shut."""
        with begin_writing(self.sessions) as session:
            return answering.put_forward(session, mail_id, service_id, changes, note, by, key, base)

    def say_closed(self, mail_id: str, service_id: str, note: str, by: str) -> str | None:
        """The organisation says that the service has closed; None where the link is shut."""
        with begin_writing(self.sessions) as session:
            return answering.say_closed(session, mail_id, service_id, note, by)

    def health(self, needs: Collection[str]) -> Health:
        """How true the directory is today."""
        with self.sessions() as session:
            return health_of(session, needs, self.day())

    def kinds(self) -> tuple[Kind, ...]:
        """What editors find on their worklist because of age and dead links."""
        return kinds(self.today)

    def _claim(self, ids: Collection[str]) -> Letter | None:
        with begin_writing(self.sessions) as session:
            return reminding.claim(session, ids, self.today(), self.now())

    def _again(self, mail_id: str) -> Letter | None:
        with begin_writing(self.sessions) as session:
            letter = reminding.claimed_again(session, mail_id, self.today(), self.now())
            if letter is None:
                reminding.give_up(session, mail_id, self.now())
            return letter
