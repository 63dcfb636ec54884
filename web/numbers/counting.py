"""What one contact adds to the numbers: from its facts to whole numbers, by name. Pure.

The names are COUNTERS of web/models/numbers.py; what managers read about them is web/words/measures.yml.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import chain

from web.handoffs.queue.closing import ASSESSMENTS
from web.models.contact import Outcome
from web.models.daily_review import Verdict
from web.models.handoff import Kind, Reason
from web.models.help_check import AskedBy, Helped
from web.models.numbers import WAITS, WINDOWS
from web.models.queue import Answer
from web.numbers import outcomes
from web.numbers.facts import Facts, HandedOn
from web.risk import ALERT_LEVELS

URGENT = frozenset({"emergency", "urgent"})
Counts = Counter[str]


def counts_of(contact: Facts) -> Counts:
    """How much a contact adds to each counter, never less than nothing."""
    if not contact.counts:
        return Counter()
    sums: Counts = Counter()
    said = [*(part(contact) for part in _PARTS), *(_of_handoff(each) for each in contact.handed_on)]
    for name, is_so in chain.from_iterable(said):
        if is_so:
            sums[name] += 1
    sums.update(_of_services(contact))
    for handoff in contact.handed_on:
        sums.update(_of_offers(handoff))
    return sums


def is_harm(contact: Facts) -> bool:
    """Does this contact show harm: a concern, or danger or a hand-off that is urgent or worse?"""
    urgent = (each.priority.value in URGENT or each.kind is Kind.SAFEGUARDING for each in contact.handed_on)
    return contact.concern or contact.risk_level in URGENT or any(urgent)


_Said = Iterable[tuple[str, bool]]


def _of_contact(contact: Facts) -> _Said:
    level = contact.risk_level
    yield "contacts", True
    yield "requests", contact.is_request
    yield "abandoned", contact.outcome is Outcome.ABANDONED
    yield "still_open", contact.outcome is Outcome.OPEN and not contact.handed_on
    yield "out_of_hours", contact.out_of_hours
    yield "stated_need", bool(contact.needs) or contact.unmet
    yield "handed_off", bool(contact.handed_on)
    yield "conversation_two", bool(contact.handed_on) or level in URGENT
    yield "known", contact.known
    yield from ((f"alert_{each}", level == each) for each in ALERT_LEVELS)
    yield "alerts_handed_off", level in ALERT_LEVELS and bool(contact.handed_on)
    yield "checks", level == "check"
    yield "concerns", contact.concern
    wanted = {contact.request, *(each.request for each in contact.handed_on)}
    yield "asked_assessment", bool(ASSESSMENTS & wanted)
    yield "asked_honoured", bool(ASSESSMENTS & wanted) and bool(contact.handed_on)


def _of_resolution(contact: Facts) -> _Said:
    claimed, helped = _is_claimed(contact), _did_help(contact)
    yield "claimed", claimed
    yield "claimed_unknown", claimed and not contact.known
    yield "claimed_no_help", claimed and not helped
    for days in (28, 91):
        back = _within(contact.returns.same, days)
        yield f"claimed_back_{days}", claimed and back
        yield f"verified_{days}", claimed and contact.known and helped and not back
    closed = claimed or _is_settled(contact)
    yield "closed_one", closed
    yield "closed_one_known", closed and contact.known
    yield "closed_one_back_91", closed and _within(contact.returns.again, 91)
    yield "harmed_91", closed and _within(contact.returns.harm, 91)


def _of_returns(contact: Facts) -> _Said:
    for days in WINDOWS:
        yield f"back_{days}", _within(contact.returns.again, days)
        yield f"same_{days}", _within(contact.returns.same, days)


def _of_request(contact: Facts) -> _Said:
    if not contact.is_request or not all(each.closed for each in contact.handed_on):
        return
    came_of = {each.outcome for each in contact.handed_on}
    settled = _is_settled(contact)
    yield "requests_final", True
    yield "to_assessment", bool(came_of & outcomes.TO_ASSESSMENT)
    yield "to_reablement", bool(came_of & outcomes.TO_REABLEMENT)
    yield "to_safeguarding", bool(came_of & outcomes.TO_SAFEGUARDING)
    yield "to_services", bool(came_of & outcomes.TO_SERVICES)
    yield "settled", settled
    yield "settled_known", settled and contact.known
    for days in (28, 91):
        stayed = _did_help(contact) and not _within(contact.returns.again, days)
        yield f"settled_{days}", settled and contact.known and stayed


def _of_match(contact: Facts) -> _Said:
    reasons = {each.reason for each in contact.handed_on}
    yield "shown", contact.services_shown
    yield "shown_enough", contact.services_shown and _is_claimed(contact)
    yield "not_enough", contact.services_shown and Reason.NOT_ENOUGH in reasons
    yield "no_match", Reason.NO_MATCH in reasons
    yield "unmet", contact.unmet


def _of_help(contact: Facts) -> _Said:
    if (asked := contact.asked) is None:
        return
    yield "help_planned", True
    yield "help_nobody", asked.by is AskedBy.NOBODY
    yield "help_asked", asked.was_asked
    yield from ((f"help_{each.value}", asked.answer is each) for each in Helped)
    yield "help_person", asked.wants_person


def _of_review(contact: Facts) -> _Said:
    stayed = contact.verdict is not None and not contact.handed_on
    yield "reviewed", contact.verdict is not None
    yield "reviewed_stayed", stayed
    yield "reviewed_missed", stayed and contact.verdict is Verdict.YES


_PARTS: tuple[Callable[[Facts], _Said], ...] = (
    _of_contact, _of_resolution, _of_returns, _of_request, _of_match, _of_help, _of_review
)  # fmt: skip


def _of_services(contact: Facts) -> Counts:
    """Every service that was shown, by what it cost; again where the person had what they needed."""
    shown = Counter(f"services_{price}" for price in contact.prices)
    return shown + Counter(f"enough_{price}" for price in contact.prices if _is_claimed(contact))


def _of_handoff(handoff: HandedOn) -> _Said:
    if handoff.outcome in outcomes.NO_CONTACT:
        return
    yield "handoffs", True
    decided = handoff.closed and handoff.outcome is not None and handoff.kind is Kind.SUPPORT
    yield "decided", decided
    yield "over_referred", decided and handoff.outcome in outcomes.OVER_REFERRED
    yield "promise_kept", handoff.promise_kept is True
    yield "promise_broken", handoff.promise_kept is False
    if handoff.contacted_at and handoff.received_at:
        in_time = handoff.respond_by is None or handoff.contacted_at <= handoff.respond_by
        yield f"in_time_{handoff.priority.value}", in_time
        yield f"late_{handoff.priority.value}", not in_time
        yield _bucket(handoff.contacted_at - handoff.received_at), True


def _of_offers(handoff: HandedOn) -> Counts:
    if not handoff.offers:
        return Counter()
    answers = Counter(handoff.offers)
    sent = answers.total() - answers[Answer.TAKEN_BACK]
    counted = {
        "offers": sent,
        "offers_accepted": answers[Answer.ACCEPTED],
        "offers_declined": answers[Answer.DECLINED],
    }
    return Counter({name: number for name, number in counted.items() if number})


def _is_claimed(contact: Facts) -> bool:
    """They said that they had what they needed, of a need they had told, and nothing speaks against it."""
    clear = not contact.handed_on and not contact.unmet and contact.risk_level not in ALERT_LEVELS
    return contact.outcome is Outcome.RESOLVED_CLAIMED and bool(contact.needs) and clear


def _is_settled(contact: Facts) -> bool:
    """A person at the front door closed all of it with advice or a pointer."""
    return bool(contact.handed_on) and all(
        each.closed and each.outcome in outcomes.ADVICE for each in contact.handed_on
    )


def _did_help(contact: Facts) -> bool:
    """False only where somebody said that it did not: silence proves nothing either way."""
    return contact.asked is None or contact.asked.answer is not Helped.NO


def _within(days: int | None, window: int) -> bool:
    return days is not None and days <= window


def _bucket(waited: timedelta) -> str:
    for hours in WAITS:
        if waited <= timedelta(hours=hours):
            return f"waited_{hours}h"
    return "waited_longer"
