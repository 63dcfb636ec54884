"""Asks people, some time after their contact was closed, whether it helped: by message or by a call."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from web.clock import now
from web.database import ContactsStore, Transaction
from web.logging import log
from web.messages.choosing import choose, may_be_rung
from web.messages.sender import Sender
from web.models.delivery import DeliveryState, Way
from web.models.handoff import Handoff
from web.models.help_check import AskedBy
from web.outbox import announcing
from web.settings import WebSettings
from web.store import help_checks, reaching

LONGEST_AFTER = timedelta(days=30)  # later than this after it was due, nobody is asked any more
A_ROUND = 100
BY = {Way.TEXT: AskedBy.TEXT, Way.EMAIL: AskedBy.EMAIL}


class Planner:
    """Plans questions and follows them. Twice does no more than once."""

    def __init__(
        self,
        store: ContactsStore,
        settings: WebSettings,
        sender: Sender | None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._store, self._settings, self._clock = store, settings, clock
        self._ways = sender.ways & set(BY) if sender else frozenset()
        self._zone = ZoneInfo(settings.time_zone)

    def plan_and_note(self) -> int:
        """A round of both; how many questions were planned."""
        planned = self._plan()
        self._note()
        if planned:
            log("help_checks", planned=planned)
        return planned

    def _plan(self) -> int:
        after = timedelta(days=self._settings.outbox.messages.help_after_days)
        moment = self._clock()
        with self._store.writing() as session:
            found = help_checks.due(session, moment, after, after + LONGEST_AFTER, A_ROUND)
            for handoff in found:
                asked_by, why_not = self._way(session, handoff)
                check = help_checks.plan(session, handoff, asked_by, why_not, moment)
                if asked_by in BY.values():
                    announcing.ask_whether_it_helped(session, handoff, check.id, moment)
        return len(found)

    def _note(self) -> None:
        """A message that went out was the question; where none could, somebody rings."""
        with self._store.writing() as session:
            for check, delivery in help_checks.settled(session, A_ROUND):
                sent = delivery.state is DeliveryState.DELIVERED
                if sent and delivery.receipt not in help_checks.LOST:
                    check.asked_at = delivery.finished_at
                else:
                    check.asked_at = None
                    handoff = reaching.by_id(session, check.handoff_id)
                    check.asked_by, check.why_not = self._by_voice(session, handoff)

    def _way(self, session: Transaction, handoff: Handoff) -> tuple[AskedBy, str | None]:
        choice = choose(reaching.reach_of(session, handoff), self._ways, self._clock(), self._zone)
        return (BY[choice.way], None) if choice.way else self._by_voice(session, handoff)

    def _by_voice(self, session: Transaction, handoff: Handoff | None) -> tuple[AskedBy, str | None]:
        if handoff is None:
            return AskedBy.NOBODY, "gone"
        reach = reaching.reach_of(session, handoff)
        if may_be_rung(reach, self._clock(), self._zone):
            return AskedBy.CALL, None
        return AskedBy.NOBODY, choose(reach, frozenset(BY), self._clock(), self._zone).why_not
