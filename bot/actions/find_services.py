"""Shows services: up to three at a time, each with its reason; or says honestly that there are none."""

from collections.abc import Iterable
from dataclasses import asdict
from math import inf
from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.carers import carers_line
from bot.actions.elsewhere import CARRY_ON, STOP
from bot.actions.kind_action import KindAction
from bot.actions.narrowing import (
    MORE,
    NARROW,
    as_wishes,
    farthest_shown,
    lacks_place,
    narrowing_buttons,
    said_back,
    to_store,
    undoing_buttons,
    wishes_after,
    without_nearer,
)
from bot.actions.places import council_there, from_slot
from bot.actions.playback import understood
from bot.actions.record import record_of
from bot.actions.turn import Turn
from bot.listening.said import Said, story_texts
from bot.listening.tried import tried_in
from bot.listening.wishes import NEARER
from directory.finder import ServiceMatch
from directory.unmet import Channel

SHOWN_AT_ONCE = 3
# Nobody plans for good in a crisis: after an alert these are for a person to talk about, not for a list.
FOR_GOOD = frozenset({"care_home", "home_care"})
AT_ONCE = frozenset({"emergency", "urgent"})
LOOKED_AT = 12  # the nearest three of so many, where something nearer is asked for
MORE_WORDS, NO_MORE_WORDS = "utter_more_services", "utter_no_more_services"
LISTENING, ASKED_WHERE, REFUSES = "listening_form", "asked_where", "refuse_one"
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
    "opening",
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
            return where_it_stands(found=False)
        kept = wishes_after(turn)
        if lacks_place(turn, kept) and not (turn.slots.get("wishes") or {}).get(ASKED_WHERE):
            return self._ask_where(say, kept)
        if NEARER in kept and not (turn.slots.get("place") or {}).get("label"):
            say.utter_message(response="utter_nearer_no_place")
            kept = without_nearer(kept)
        services, kept = self._look_wider(turn, kept)
        if not services and not self._already(turn):
            self._count_unmet(turn)
        if council and turn.slots.get("elsewhere") != CARRY_ON:
            say.utter_message(response="utter_elsewhere", **council)
        return self._show(say, turn, services, kept)

    def _show(
        self, say: CollectingDispatcher, turn: Turn, services: tuple[ServiceMatch, ...], kept: dict[str, Any]
    ) -> list[EventType]:
        """The services with their buttons, or the honest none; and what is remembered of them."""
        back = None if self._already(turn) else understood(self.desk, turn)
        if services and back:
            say.utter_message(response="utter_played_back", understood=back)
        offered = [*self._already(turn), *({"id": one.id, "name": one.name} for one in services)]
        shown = {
            "services": [as_card(one) for one in services],
            "buttons": narrowing_buttons(kept, turn.slots.get("who_for")),
        }
        record = record_of(
            self.desk, turn, offered=[one["id"] for one in offered], unmet=not offered and _unmet(self, turn)
        )
        say.utter_message(
            response=self._words(turn, services, kept),
            wishes=said_back(kept),
            buttons=[] if services else undoing_buttons(kept),
            json_message={**(shown if services else {}), "record": record},
        )
        carers = carers_line(say, turn, [need.id for need in self.desk.needs_of(turn)]) if services else []
        playing_back = SlotSet("playing_back", "now" if services and back else "done")
        known = [*where_it_stands(bool(services)), SlotSet("offered", offered), playing_back, *carers]
        known.append(SlotSet("wishes", to_store(kept)))
        # What can be rung is repeated at the end: that of the last services shown.
        return [*known, SlotSet("last_shown", [to_keep(one) for one in services])] if services else known

    def _ask_where(self, say: CollectingDispatcher, kept: dict[str, Any]) -> list[EventType]:
        """Nearer than what? The place is asked for, once; then it is looked for there."""
        say.utter_message(response="utter_nearer_to_where")
        opened: dict[str, Any] = {
            "place": None,
            "elsewhere": None,
            "asked_before": "no",
            "requested_slot": None,
        }
        opened["wishes"] = {**kept, ASKED_WHERE: True}
        return [*(SlotSet(name, value) for name, value in opened.items()), FollowupAction(LISTENING)]

    def _count_unmet(self, turn: Turn) -> None:
        """The needs and the district, never a word; the same turn run again counts once."""
        needs = [need.id for need in self.desk.needs_of(turn)]
        place = from_slot(turn.slots.get("place"))
        turn_id = f"{turn.conversation_id} {turn.latest.at}"
        self.desk.finder.note_unmet(turn_id, needs, place, Channel.CHAT)

    def _words(self, turn: Turn, services: tuple[ServiceMatch, ...], kept: dict[str, Any]) -> str:
        """Shown for the first time, or more of it; within what was asked for, if anything was."""
        again = bool(self._already(turn)) and turn.latest.intent in MORE | {NARROW, REFUSES}
        if said_back(kept):
            wider = again and (kept.get(NEARER) or {}).get("wider")
            found = "utter_next_nearest" if wider else "utter_narrowed"
            return found if services else "utter_none_narrowed"
        if services:
            return MORE_WORDS if again else self.found_words
        return NO_MORE_WORDS if again else self.none_words

    def after_failure(self, say: CollectingDispatcher) -> list[EventType]:
        """Said honestly, and a person is offered next."""
        say.utter_message(response="utter_search_failed")
        return where_it_stands(found=False)

    def _already(self, turn: Turn) -> list[dict[str, str]]:
        """What was shown before; told anew, the search begins anew, but the record keeps both."""
        return [one for one in turn.slots.get("offered") or ()]

    def _look_wider(
        self, turn: Turn, kept: dict[str, Any]
    ) -> tuple[tuple[ServiceMatch, ...], dict[str, Any]]:
        """What fits the wishes; where nothing is nearer than the nearest, than the farthest."""
        services, farthest = self.look(turn, kept), farthest_shown(turn)
        than = (kept.get(NEARER) or {}).get("than")
        if services or than is None or farthest is None or farthest <= than:
            return services, kept
        wider = {**kept, NEARER: {"than": farthest, "wider": True}}
        return (found, wider) if (found := self.look(turn, wider)) else (services, kept)

    def look(
        self, turn: Turn, kept: dict[str, Any], needs: list[str] | None = None, limit: int = SHOWN_AT_ONCE
    ) -> tuple[ServiceMatch, ...]:
        """The best not shown yet that fit the wishes; for all that was told, unless for these needs."""
        needs = needs or self._needs(turn)
        if not needs:
            return ()
        nearest = NEARER in kept and kept[NEARER].get("than") is None
        found = self.desk.finder.find(
            ". ".join(story_texts(turn.messages) + wishes(turn.messages)),
            needs=needs,
            place=from_slot(turn.slots.get("place")),
            limit=LOOKED_AT if nearest else limit,
            exclude=[*self._seen(turn), *self._tried(turn)],
            wishes=as_wishes(kept),
        )
        # Nearer than what was shown is near: the best of that first. The nearest of all are put in order.
        services = sorted(found.services, key=_far) if nearest else found.services
        return tuple(services[:limit])

    def _seen(self, turn: Turn) -> list[str]:
        """What was shown before, and what was refused, also before they started again."""
        return [one["id"] for name in ("offered", "refused") for one in turn.slots.get(name) or ()]

    def _tried(self, turn: Turn) -> tuple[str, ...]:
        """What they named as tried: not suggested again."""
        return tried_in((one.text for one in turn.messages), self.desk.finder.named)

    def _needs(self, turn: Turn) -> list[str]:
        """What to look for: after "I need help with something else" what was told since goes first."""
        since = float(turn.slots.get("look_from") or 0.0)
        newest = self.desk.needs([one for one in turn.messages if one.at > since]) if since else ()
        known = [need.id for need in (*newest, *self.desk.needs_of(turn))]
        return self.in_this_crisis(turn, dict.fromkeys([*(turn.slots.get("look_for") or ()), *known]))

    def in_this_crisis(self, turn: Turn, needs: Iterable[str]) -> list[str]:
        """Without what nobody should plan for good now, where there was an alert."""
        in_crisis = (turn.worst_risk or {}).get("level") in AT_ONCE
        return [need for need in needs if not (in_crisis and need in FOR_GOOD)]


def _far(service: ServiceMatch) -> float:
    """How far it is; what nobody has to go to comes after what is near."""
    return service.distance_km if service.distance_km is not None else inf


def wishes(messages: Iterable[Said]) -> list[str]:
    """What was said to get others: "not those, something for the evening" is no story, but it counts."""
    said = [one.text for one in messages if one.intent in MORE]
    # Of "Steady Steps is not right for me: ..." the reason alone: a name would find its namesakes.
    return said + [why for one in messages if one.intent == REFUSES and (why := one.text.partition(": ")[2])]


def as_card(service: ServiceMatch) -> dict[str, Any]:
    """One service as JSON for the page."""
    known = asdict(service)
    checked = service.assured_date.isoformat() if service.assured_date else None
    return {**{name: known[name] for name in SHOWN}, "assured_date": checked}


def to_keep(service: ServiceMatch) -> dict[str, Any]:
    return {
        "id": service.id,
        "name": service.name,
        "phone": service.phone,
        "cost": service.cost,
        "because": service.because,
        "needs": list(service.needs),
        "distance_km": service.distance_km,
    }


def where_it_stands(found: bool) -> list[EventType]:
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
