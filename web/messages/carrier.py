"""Takes a message to a person: whether and which way is decided now, on what is known of them now."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from web.clock import local_day, now
from web.database import ContactsStore
from web.messages.choosing import Choice, choose
from web.messages.composing import compose, when_words
from web.messages.help_links import HelpLinks
from web.messages.own_summary import own_summary
from web.messages.sender import Message, Sender
from web.messages.service_list import service_list
from web.messages.to_organisation import offer_message
from web.models.delivery import Way
from web.models.handoff import Handoff
from web.outbox.announcing import ACKNOWLEDGED, HELP_CHECK, OFFERED, OWN_SUMMARY, SERVICE_LIST
from web.outbox.carrying import Fate, Package, Result
from web.settings import WebSettings
from web.store import message_marks, queue, reaching, voluntary

# What somebody asked for, or agreed to, at an address that they gave for this alone.
_TO_THEMSELVES = {OWN_SUMMARY: own_summary, SERVICE_LIST: service_list}
# Follow from what anybody may type, to a number or address that nobody proved to be theirs.
_BY_ANYBODY = frozenset({ACKNOWLEDGED, HELP_CHECK})


class PersonCarrier:
    """Carries what is due to a person by whatever sender the settings name."""

    def __init__(
        self, store: ContactsStore, settings: WebSettings, sender: Sender, clock: Callable[[], datetime] = now
    ) -> None:
        self._store, self._settings, self._sender, self._clock = store, settings, sender, clock

    def carry(self, package: Package) -> Result:
        """One attempt, unless it must not or need not be sent, or the hour is wrong."""
        if package.kind == OFFERED:
            return self._to_organisation(package)
        if package.kind in _TO_THEMSELVES:
            return self._to_themselves(package)
        moment, clock = self._clock(), ZoneInfo(self._settings.time_zone)
        with self._store.reading() as session:
            handoff = reaching.by_id(session, package.handoff_id)
            if handoff is None:
                return Result(Fate.NOT_WANTED, "gone")
            choice = choose(reaching.reach_of(session, handoff), self._ways(package), moment, clock)
        if choice.way is None:
            return Result(Fate.NOT_WANTED, choice.why_not)
        if choice.not_before and choice.not_before > moment:
            return Result(Fate.NOT_DUE, wait=choice.not_before - moment)
        if package.kind in _BY_ANYBODY and not self._has_room(package, choice.way, choice.to, moment):
            return Result(Fate.NOT_WANTED, "enough_there")
        result = self._sender.send(self._message(package, choice, handoff, moment), again=_again(package))
        if result.fate is Fate.DELIVERED and package.kind == ACKNOWLEDGED:
            self._note_promise(package, moment)
        return result

    def _has_room(self, package: Package, way: Way, to: tuple[str, ...], moment: datetime) -> bool:
        """May one more message go there now? Then it is counted, before it is sent."""
        with self._store.writing() as session:
            return message_marks.take_turn(
                session, package.id, way, to, self._settings.limits.messages, moment
            )

    def _to_organisation(self, package: Package) -> Result:
        with self._store.reading() as session:
            offer = voluntary.by_id(session, int(package.payload["offer"]))
            message = offer_message(offer, self._settings, self._clock(), package.number)
        if message is None:
            return Result(Fate.NOT_WANTED, "gone")
        if message.way not in self._sender.ways:
            return Result(Fate.NOT_WANTED, "no_way")
        return self._sender.send(message, again=_again(package))

    def _to_themselves(self, package: Package) -> Result:
        moment = self._clock()
        with self._store.reading() as session:
            found = _TO_THEMSELVES[package.kind](session, package, self._settings, moment)
        if isinstance(found, Result):
            return found
        if found.way not in self._sender.ways:
            return Result(Fate.NOT_WANTED, "no_way")
        return self._sender.send(found, again=_again(package))

    def _ways(self, package: Package) -> frozenset[Way]:
        # Nobody types a long signed address from paper.
        return self._sender.ways - {Way.LETTER} if package.kind == HELP_CHECK else self._sender.ways

    def _note_promise(self, package: Package, moment: datetime) -> None:
        """The message said by when they hear from us: the follow-up queue holds us to it."""
        with self._store.writing() as session:
            handoff = reaching.by_id(session, package.handoff_id)
            if handoff is not None:
                queue.note_told(session, handoff, moment)

    def _message(self, package: Package, choice: Choice, handoff: Handoff, moment: datetime) -> Message:
        assert choice.way is not None  # noqa: S101 - for the type checker: whoever calls has looked
        facts = {
            "council_name": self._settings.council_name,
            "council_phone": self._settings.council_phone,
            "reference": handoff.reference,
            "when": when_words(self._promised(handoff, moment)),
            "link": self._link(package),
        }
        subject, said = compose(package.kind.partition(".")[2], choice.way, facts)
        return Message(choice.way, choice.to, subject, said, package.number)

    def _promised(self, handoff: Handoff, moment: datetime) -> date | None:
        """The day by which they were to hear; None where there is none, or it is over."""
        by = handoff.promised_by or handoff.respond_by
        return local_day(by, self._settings.time_zone) if by and by > moment else None

    def _link(self, package: Package) -> str:
        if package.kind != HELP_CHECK:
            return ""
        return HelpLinks.of(self._settings).link(int(package.payload["check"]))


def _again(package: Package) -> bool:
    """May an earlier attempt have gone out?"""
    return package.interrupted or package.attempts > 1
