"""Shows services: up to three at a time, each with its reason; or says honestly that there are none."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.carers import carers_line
from bot.actions.elsewhere import CARRY_ON, STOP
from bot.actions.kind_action import KindAction
from bot.actions.places import council_there, from_slot
from bot.actions.playback import understood
from bot.actions.record import record_of
from bot.actions.turn import Turn
from bot.listening.answering import wants_nearer
from bot.listening.said import Said, story_texts
from bot.listening.tried import tried_in
from directory.finder import ServiceMatch
from directory.unmet import Channel

SHOWN_AT_ONCE = 3
# Nobody plans for good in a crisis: after an alert these are for a person to talk about, not for a list.
FOR_GOOD = frozenset({"care_home", "home_care"})
AT_ONCE = frozenset({"emergency", "urgent"})
LOOKED_AT = 12  # the nearest three of so many, where something nearer is asked for
MORE = frozenset({"show_more", "none_of_these", "not_right_for_me", "tried"})
SHOWN = (
    "id",
    "name",
    "why",
    "because",
    "distance_km",
    "cost",
    "price",
    "phone",
    "url",
    "needs",
    "reach_words",
)


class FindServices(KindAction):
    """The first three services for everything that was told."""

    called = "action_find_services"
    found_words, none_words = "utter_services", "utter_no_services"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Show what fits and remember it as offered."""
        council = council_there(turn.slots.get("place"))
        if council and turn.slots.get("elsewhere") == STOP:
            say.utter_message(response="utter_elsewhere_stop", **council)
            return _where_it_stands(found=False)
        services = self._look(turn)
        if not services and not self._already(turn):
            self._count_unmet(turn)
        if council and turn.slots.get("elsewhere") != CARRY_ON:
            say.utter_message(response="utter_elsewhere", **council)
        back = None if self._already(turn) else understood(self.desk, turn)
        if services and back:
            say.utter_message(response="utter_played_back", understood=back)
        offered = [*self._already(turn), *({"id": one.id, "name": one.name} for one in services)]
        shown = {"services": [as_card(one) for one in services]} if services else {}
        record = record_of(
            self.desk, turn, offered=[one["id"] for one in offered], unmet=not offered and _unmet(self, turn)
        )
        say.utter_message(response=self._words(turn, services), json_message={**shown, "record": record})
        carers = carers_line(say, turn, [need.id for need in self.desk.needs_of(turn)]) if services else []
        playing_back = SlotSet("playing_back", "now" if services and back else "done")
        known = [*_where_it_stands(bool(services)), SlotSet("offered", offered), playing_back, *carers]
        # What can be rung is repeated at the end: that of the last services shown.
        return [*known, SlotSet("last_shown", [_to_keep(one) for one in services])] if services else known

    def _count_unmet(self, turn: Turn) -> None:
        """The needs and the district, never a word; the same turn run again counts once."""
        needs = [need.id for need in self.desk.needs_of(turn)]
        place = from_slot(turn.slots.get("place"))
        turn_id = f"{turn.conversation_id} {turn.latest.at}"
        self.desk.finder.note_unmet(turn_id, needs, place, Channel.CHAT)

    def _words(self, turn: Turn, services: tuple[ServiceMatch, ...]) -> str:
        """Shown for the first time, or more of it."""
        again = bool(self._already(turn)) and turn.latest.intent in MORE
        if services:
            return ShowMore.found_words if again else self.found_words
        return ShowMore.none_words if again else self.none_words

    def after_failure(self, say: CollectingDispatcher) -> list[EventType]:
        """Said honestly, and a person is offered next."""
        say.utter_message(response="utter_search_failed")
        return _where_it_stands(found=False)

    def _already(self, turn: Turn) -> list[dict[str, str]]:
        """What was shown before; told anew, the search begins anew, but the record keeps both."""
        return [one for one in turn.slots.get("offered") or ()]

    def _look(self, turn: Turn) -> tuple[ServiceMatch, ...]:
        needs = self._needs(turn)
        if not needs:
            return ()
        nearer = turn.latest.intent in MORE and wants_nearer(turn.latest.text)
        found = self.desk.finder.find(
            ". ".join(story_texts(turn.messages) + wishes(turn.messages)),
            needs=needs,
            place=from_slot(turn.slots.get("place")),
            limit=LOOKED_AT if nearer else SHOWN_AT_ONCE,
            exclude=[*(one["id"] for one in self._already(turn)), *self._tried(turn)],
        )
        services = sorted(found.services, key=_far) if nearer else found.services
        return tuple(services[:SHOWN_AT_ONCE])

    def _tried(self, turn: Turn) -> tuple[str, ...]:
        """What they named as tried: not suggested again."""
        return tried_in((one.text for one in turn.messages), self.desk.finder.named)

    def _needs(self, turn: Turn) -> list[str]:
        """What to look for: after "I need help with something else" what was told since goes first."""
        since = float(turn.slots.get("look_from") or 0.0)
        newest = self.desk.needs([one for one in turn.messages if one.at > since]) if since else ()
        known = [need.id for need in (*newest, *self.desk.needs_of(turn))]
        needs = dict.fromkeys([*(turn.slots.get("look_for") or ()), *known])
        in_crisis = (turn.worst_risk or {}).get("level") in AT_ONCE
        return [need for need in needs if not (in_crisis and need in FOR_GOOD)]


class ShowMore(FindServices):
    """The next three, never one that was shown before."""

    called = "action_show_more"
    found_words, none_words = "utter_more_services", "utter_no_more_services"


def _far(service: ServiceMatch) -> float:
    """How far it is; what comes to the house or is rung up is no way off."""
    return service.distance_km if service.distance_km is not None else 0.0


def wishes(messages: Iterable[Said]) -> list[str]:
    """What was said to get others: "not those, something for the evening" is no story, but it counts."""
    return [one.text for one in messages if one.intent in MORE]


def as_card(service: ServiceMatch) -> dict[str, Any]:
    """One service as JSON for the page."""
    known = asdict(service)
    checked = service.assured_date.isoformat() if service.assured_date else None
    return {**{name: known[name] for name in SHOWN}, "assured_date": checked}


def _to_keep(service: ServiceMatch) -> dict[str, Any]:
    return {
        "id": service.id,
        "name": service.name,
        "phone": service.phone,
        "cost": service.cost,
        "because": service.because,
        "needs": list(service.needs),
    }


def _where_it_stands(found: bool) -> list[EventType]:
    """The questions that follow are asked afresh."""
    return [
        SlotSet("found", found),
        SlotSet("enough", None),
        SlotSet("missing", None),
        SlotSet("look_for", None),
        SlotSet("wants_person", None),
        SlotSet("declined", "no"),
        SlotSet("offer_reason", "other"),
        SlotSet("outcome", None),
        SlotSet("closed", False),
        SlotSet("asked_before", "no"),
    ]


def _unmet(action: FindServices, turn: Turn) -> list[str]:
    """The needs that nothing was found for, or that nobody could name."""
    return [need.id for need in action.desk.needs_of(turn)] or ["not_understood"]
