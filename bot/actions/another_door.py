"""Says whose business something else is, with its page, or one calm line. The open question follows."""

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.desk import Desk
from bot.actions.kind_action import KindAction
from bot.actions.turn import Turn
from bot.requests.asides import ABUSE
from bot.requests.doors import Door

OUTSIDE, RUDE = "out_of_scope", "rude"
TELLS = "tell_situation"
CALM, CALM_AGAIN = "utter_rude", "utter_rude_again"


class AnotherDoor(KindAction):
    """The rules call this wherever a message is somebody else's business, an insult or nonsense."""

    called = "action_another_door"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """One line, or two where two things were asked."""
        point_there(self.desk, say, turn)
        return []


def point_there(desk: Desk, say: CollectingDispatcher, turn: Turn) -> None:
    """Say the door that the latest message should go to, or the line that fits it."""
    whose = desk.other_business.of(turn.latest.text, rude=turn.latest.intent == RUDE)
    for door in whose.doors:
        _say_door(desk, say, door)
    if whose.aside == ABUSE:
        # Calm once. Saying it again would be a lecture: after that only the way on.
        say.utter_message(response=CALM_AGAIN if _was_said(turn, CALM) else CALM)
    elif whose.aside:
        say.utter_message(response=f"utter_{whose.aside}")
    elif not whose.doors:
        _say_general(desk, say)


def point_beside(desk: Desk, say: CollectingDispatcher, turn: Turn) -> None:
    """The door of what was asked beside a need, in a few words; never beside danger or a request."""
    latest = turn.latest
    if latest.intent != TELLS or latest.heard.get("risk") or latest.heard.get("request"):
        return
    if door := desk.other_business.doors.beside(latest.text):
        say.utter_message(response="utter_beside_door", title=door.title, link=door.link)


def is_elsewhere(desk: Desk, turn: Turn) -> bool:
    """Is the latest message surely another door's, although a question of ours is open?"""
    return turn.latest.intent == OUTSIDE and bool(desk.other_business.of(turn.latest.text).doors)


def _say_door(desk: Desk, say: CollectingDispatcher, door: Door) -> None:
    told = {"title": door.title, "says": door.says, "link": door.link}
    if phone := desk.other_business.doors.phone_of(door):
        say.utter_message(response="utter_other_door_phone", phone=phone, **told)
    else:
        say.utter_message(response="utter_other_door", **told)


def _say_general(desk: Desk, say: CollectingDispatcher) -> None:
    doors = desk.other_business.doors
    if doors.phone:
        say.utter_message(response="utter_out_of_scope_phone", website=doors.website, phone=doors.phone)
    else:
        say.utter_message(response="utter_out_of_scope", website=doors.website)


def _was_said(turn: Turn, name: str) -> bool:
    return any((event.get("metadata") or {}).get("utter_action") == name for event in turn.events)
