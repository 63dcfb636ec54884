"""By when somebody hears from a person: the day and hour that the follow-up queue holds the council to."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rasa_sdk.executor import CollectingDispatcher

from bot.actions.desk import Desk
from bot.actions.office import Office
from bot.actions.turn import Turn
from bot.handoff.due import hour_and_day, priority_of, respond_by
from bot.handoff.kind import SUPPORT
from bot.listening.ringing import asks_when_we_ring

A_CALL = "talk_to_person"
TOO_SOON = timedelta(minutes=45)  # who is to hear within the half hour is told that it is at once


@dataclass(frozen=True)
class Promise:
    """`by`: when they hear at the latest, or None where that is at once. `words`: how it is said."""

    by: datetime | None
    words: str


def promise_of(desk: Desk, turn: Turn) -> Promise:
    """For the hand-off that was made, from the moment it was made; or for one that would be made now."""
    return promise(desk.office, *_of_whom(desk, turn))


def asks_about_promise(desk: Desk, turn: Turn) -> bool:
    """Is "when will someone ring me?" about what was promised in this conversation, and no chasing?"""
    return asks_when_we_ring(turn.latest.text) and stands(desk, turn)


def stands(desk: Desk, turn: Turn) -> bool:
    """Was somebody promised in this conversation, and is there time yet?"""
    if not (turn.slots.get("handoff") or {}).get("at"):
        return False
    priority, since = _of_whom(desk, turn)
    return desk.office.now() < respond_by(priority, since, desk.office.hours)


def tell_next_step(desk: Desk, say: CollectingDispatcher, turn: Turn) -> None:
    """Say what was promised: who reads it, by when they hear, and the reference."""
    fields = {**desk.office.fields(), "by": promise_of(desk, turn).words}
    reference = turn.slots["handoff"]["reference"]
    say.utter_message(response=desk.office.words("utter_next_step"), reference=reference, **fields)


def _of_whom(desk: Desk, turn: Turn) -> tuple[str, datetime]:
    """How pressing it is, and since when they wait."""
    made = turn.slots.get("handoff") or {"kind": SUPPORT, "request": A_CALL}
    level = (turn.worst_risk or {}).get("level")
    needs = [need.id for need in desk.needs_of(turn)]
    since = datetime.fromisoformat(made["at"]) if made.get("at") else desk.office.now()
    return priority_of(made["kind"], level, made.get("request"), needs), since


def promise(office: Office, priority: str, since: datetime) -> Promise:
    """What is promised to whom was handed on at `since`."""
    by = respond_by(priority, since, office.hours).astimezone(UTC)
    if by - office.now() < TOO_SOON:
        return Promise(None, office.say("at_once"))
    return Promise(by, office.say("by").format(time=hour_and_day(by.astimezone(office.hours.clock))))
