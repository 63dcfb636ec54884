"""Ends a call: passes on what has to be, keeps how it ended and what was agreed. Safe to repeat."""

from dataclasses import dataclass

from web.adviser.calls import CallOver, open_call
from web.adviser.handing_on import hand_on
from web.adviser.live import Live
from web.adviser.wrapping import RING_BACK, Ending, Stood, left_undone, outcomes, suggested
from web.clock import now
from web.database import Transaction
from web.models.call import Call
from web.models.contact import Outcome
from web.parts import Parts
from web.store import calls, contacts, staff


@dataclass(frozen=True)
class Ended:
    """What a call became: its reference, where it was passed on; `taken_away`: it held nothing."""

    reference: str | None = None
    taken_away: bool = False


def stood(session: Transaction, call: Call, live: Live) -> Stood:
    """How a call stands: by its contact, what is heard in its notes now, and what the adviser decided."""
    contact = call.contact
    heard = dict.fromkeys((*((contact.request,) if contact.request else ()), *live.heard.requests))
    handoffs = calls.handed_on(session, call)
    alerts = [risk for risk in live.risks if risk.is_alert]
    return Stood(
        words=bool(contacts.resident_words(session, contact)),
        requests=tuple(heard),
        alert=bool(alerts) or contact.risk_level in ("emergency", "urgent", "priority"),
        apart=contact.safeguarding_concern,
        passed_on=bool(handoffs),
        offered=bool(contact.offered) or bool(live.services),
        needs=bool(live.needs),
        elsewhere=live.elsewhere is not None,
        calmed=bool(alerts) and all(risk.calmed for risk in alerts),
    )


def begin_wrap_up(parts: Parts, call_id: int, adviser_id: int) -> None:
    """From here on the wrap-up is timed; opened again it goes on from the first time."""
    with parts.store.writing() as session:
        call = open_call(session, call_id, adviser_id)
        call.wrap_up_at = call.wrap_up_at or now()


def end_call(parts: Parts, call_id: int, adviser_id: int, ending: Ending, at_end: Stood) -> Ended:
    """Ends a call with a checked `ending`. CallOver when it is over already, or not theirs."""
    chosen = outcomes()[ending.outcome]
    if chosen.empty:
        return _take_away(parts, call_id, adviser_id)
    reference = None
    if chosen.passes_on or at_end.passed_on or ending.follow_up == RING_BACK:
        # Outside any transaction of ours, and before the end: whatever fails, the call is still open.
        reference = hand_on(parts, call_id, adviser_id, chosen.request or "talk_to_person")
    with parts.store.writing() as session:
        call = open_call(session, call_id, adviser_id)
        left = left_undone(at_end, chosen)
        if left is not None and ending.reason:
            calls.decide(session, call, f"not_passed_on_{left}", ending.outcome, ending.reason)
        call.outcome, call.follow_up, call.suggested = ending.outcome, ending.follow_up, suggested(at_end)
        call.ended_at = now()
        if chosen.claimed and reference is None:
            contacts.set_outcome(session, call.contact, Outcome.RESOLVED_CLAIMED)
        staff.note(
            session, "ended_call", staff_user_id=adviser_id, subject="contact", subject_id=call.contact_id
        )
    return Ended(reference)


def _take_away(parts: Parts, call_id: int, adviser_id: int) -> Ended:
    with parts.store.writing() as session:
        call = open_call(session, call_id, adviser_id)
        number = call.contact_id
        if not calls.take_away(session, call):
            raise CallOver
        staff.note(
            session, "took_empty_call_away", staff_user_id=adviser_id, subject="contact", subject_id=number
        )
    return Ended(taken_away=True)
