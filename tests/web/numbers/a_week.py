"""A written-out week of Eastmere, small enough to count by hand: twelve contacts, and what became of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from web.models.contact import Outcome
from web.models.daily_review import Verdict
from web.models.handoff import HandoffOutcome, Kind, Priority, Reason
from web.models.help_check import AskedBy, Helped
from web.models.queue import Answer
from web.numbers.counting import counts_of
from web.numbers.facts import Asked, Facts, HandedOn, Returns
from web.numbers.totals import Sums, Totals

MONDAY = date(2025, 3, 3)
AT = datetime(2025, 3, 3, 10, tzinfo=UTC)
LONG_AFTER = date(2026, 11, 22)
A_DAY = timedelta(days=1)

# 1 Resolved on the website, as claimed; nobody knows whose it was. A reviewer finds that right.
CLAIMED = Facts(
    MONDAY, needs=("falls",), outcome=Outcome.RESOLVED_CLAIMED, prices=("free", "low_cost", "paid"),
    verdict=Verdict.NO,
)  # fmt: skip
# 2 Claimed, known, came back after 20 days with another kind of need, after 60 with the same.
CLAIMED_AND_BACK = Facts(
    MONDAY, needs=("falls",), outcome=Outcome.RESOLVED_CLAIMED, prices=("not_known",), known=True,
    returns=Returns(again=20, same=60),
)  # fmt: skip
# 3 Claimed, known, never came back: the one that is verified.
VERIFIED = Facts(MONDAY, needs=("loneliness",), outcome=Outcome.RESOLVED_CLAIMED, known=True)
# 4 Went quiet after services were shown. A reviewer says that a person should have heard of it.
ABANDONED = Facts(
    MONDAY, needs=("meals",), outcome=Outcome.ABANDONED, prices=("free", "free"), verdict=Verdict.YES
)
# 5 Said nothing of a need and is still talking. A reviewer cannot tell.
OPEN = Facts(MONDAY + A_DAY, outcome=Outcome.OPEN, verdict=Verdict.UNSURE)
# 6 Asked for an assessment, was handed on, heard within three hours, goes on to one.
ASSESSMENT = Facts(
    MONDAY, needs=("falls",), request="request_assessment", is_request=True, known=True,
    outcome=Outcome.HANDED_OFF, verdict=Verdict.YES,
    handed_on=(
        HandedOn(
            request="request_assessment", priority=Priority.PRIORITY, closed=True,
            outcome=HandoffOutcome.ASSESSMENT_REQUESTED, received_at=AT, respond_by=AT + A_DAY,
            contacted_at=AT + timedelta(hours=3), promise_kept=True,
        ),
    ),
)  # fmt: skip
# 7 Handed on since nothing was enough, offered outside, settled with advice; it helped; harm after 50 days.
SETTLED_THEN_HARM = Facts(
    MONDAY, needs=("carers_break",), is_request=True, known=True, prices=("paid", "low_cost"),
    outcome=Outcome.HANDED_OFF, returns=Returns(before=100, again=50, harm=50),
    handed_on=(
        HandedOn(
            reason=Reason.NOT_ENOUGH, closed=True, outcome=HandoffOutcome.REFERRED_VOLUNTARY, received_at=AT,
            respond_by=AT + A_DAY, contacted_at=AT + 3 * A_DAY, promise_kept=False,
            offers=(Answer.DECLINED, Answer.TAKEN_BACK, Answer.ACCEPTED, Answer.WAITING),
        ),
    ),
    asked=Asked(AskedBy.TEXT, was_asked=True, answer=Helped.YES),
)  # fmt: skip
# 8 Settled with advice; said that it was no help, and wants a person.
NO_HELP = Facts(
    MONDAY, needs=("meals",), is_request=True, known=True, outcome=Outcome.HANDED_OFF,
    returns=Returns(before=0),
    handed_on=(HandedOn(closed=True, outcome=HandoffOutcome.INFO_ONLY),),
    asked=Asked(AskedBy.CALL, was_asked=True, answer=Helped.NO, wants_person=True),
)  # fmt: skip
# 9 Handed on, and did not need an assessment. Nobody to ask whether it helped.
OVER_REFERRED = Facts(
    MONDAY, is_request=True, out_of_hours=True, outcome=Outcome.HANDED_OFF,
    handed_on=(HandedOn(closed=True, outcome=HandoffOutcome.NO_ASSESSMENT_NEEDED),),
    asked=Asked(AskedBy.NOBODY),
)  # fmt: skip
# 10 Urgent danger, handed on to safeguarding, enquiry; nothing fitted; answered within the hour.
DANGER = Facts(
    MONDAY, unmet=True, is_request=True, outcome=Outcome.RISK, risk_level="urgent", concern=True,
    handed_on=(
        HandedOn(
            kind=Kind.SAFEGUARDING, reason=Reason.NO_MATCH, priority=Priority.URGENT, closed=True,
            outcome=HandoffOutcome.ENQUIRY, received_at=AT, respond_by=AT + A_DAY, contacted_at=AT,
        ),
    ),
)  # fmt: skip
# 11 An emergency; they rang 999 as they were told to, and nothing was handed on.
EMERGENCY = Facts(MONDAY, outcome=Outcome.RISK, risk_level="emergency")
# 12 A test, and a call in which nobody spoke: neither counts.
TEST = Facts(MONDAY, void=True, is_request=True, handed_on=(HandedOn(outcome=HandoffOutcome.DUPLICATE),))
SILENT = Facts(MONDAY, spoke=False)

WEEK = (
    CLAIMED, CLAIMED_AND_BACK, VERIFIED, ABANDONED, OPEN, ASSESSMENT, SETTLED_THEN_HARM, NO_HELP,
    OVER_REFERRED, DANGER, EMERGENCY, TEST, SILENT,
)  # fmt: skip


def totals(contacts: Iterable[Facts] = WEEK, today: date = LONG_AFTER, **more: int) -> Totals:
    """The sums of these contacts, added up one by one."""
    days: defaultdict[date, Sums] = defaultdict(Counter)
    for contact in contacts:
        days[contact.day].update(counts_of(contact))
    return Totals(days, today, **more)
