"""One place that was shown is not right for them: not shown again, and the next best one takes its place."""

from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.desk import Desk
from bot.actions.find_services import FindServices, as_card, to_keep, where_it_stands
from bot.actions.narrowing import narrowing_buttons, nearest_shown, wishes_after
from bot.actions.record import record_of
from bot.actions.turn import Turn
from bot.listening.refusals import first_wish, reason_in, refused_one
from bot.listening.wishes import NEARER
from directory.finder import ServiceMatch

SETTLING, OFFERING = "settling_form", "offering_form"


class RefuseOne(FindServices):
    """Remembers it with the reason, and shows one other: nearer, free or at home, if that was the reason."""

    called = "action_refuse_one"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """As for showing more, where it is not clear which one is meant."""
        refused = self.refused(turn)
        if refused is None:
            return FindServices(self.desk).answer(say, turn)
        known = _known(turn, refused)
        events = self._put_another(say, turn, refused, {"refused": [_kept(refused)]})
        if turn.active_form == SETTLING:
            return [*known, *events]
        is_left = any(one.get("name") == "found" and one.get("value") for one in events)
        return [*known, *events, FollowupAction(SETTLING if is_left else OFFERING)]

    def _put_another(
        self, say: CollectingDispatcher, turn: Turn, refused: dict[str, Any], told: dict[str, Any]
    ) -> list[EventType]:
        """The next best one, if there is one; else what is left is still enough to ask about, if any is."""
        left = [one for one in turn.slots.get("last_shown") or () if one["id"] not in _ids(turn, refused)]
        services, fits = self._next_best(turn, refused)
        offered = [*self._already(turn), *({"id": one.id, "name": one.name} for one in services)]
        if services:
            told |= {
                "services": [as_card(one) for one in services],
                "buttons": narrowing_buttons(wishes_after(turn), turn.slots.get("who_for")),
            }
        told["record"] = record_of(self.desk, turn, offered=[one["id"] for one in offered])
        words = _words(bool(services), bool(left), fits)
        say.utter_message(response=words, name=refused["name"], json_message=told)
        shown = [*left, *(to_keep(one) for one in services)]
        return [
            *where_it_stands(found=bool(shown)),
            SlotSet("offered", offered),
            SlotSet("last_shown", shown),
            SlotSet("playing_back", "done"),
        ]

    def _next_best(self, turn: Turn, refused: dict[str, Any]) -> tuple[tuple[ServiceMatch, ...], str | None]:
        """One for the same need, first such as the reason asks for; which wish it fits, None for none."""
        kept, wish = wishes_after(turn), first_wish(refused["reason"])
        than = refused.get("distance_km") or nearest_shown(turn)
        asks: dict[str, Any] = {
            **kept,
            **({wish: {"than": than} if wish == NEARER else True} if wish else {}),
        }
        may_ask = wish and (wish != NEARER or than is not None)
        for tried, fits in ((asks, wish), (kept, None)) if may_ask else ((kept, None),):
            for needs in (refused.get("needs"), None):
                if found := self.look(turn, tried, needs=needs, limit=1):
                    return found, fits
        return (), None

    def refused(self, turn: Turn) -> dict[str, Any] | None:
        """The one that is meant, with what is known of it and the reason; None where that is not clear."""
        latest = list(turn.slots.get("last_shown") or ())
        shown = {one["id"]: one for one in (*self._already(turn), *latest)}
        meant = refused_one(turn.latest.text, list(shown.values()), latest)
        if meant is None:
            return None
        return {**shown[meant], "reason": reason_in(turn.latest.text, shown[meant]["name"])}


class NoteRefusal(RefuseOne):
    """The same while something else is asked: noted, and what is open is asked again."""

    called = "action_note_refusal"

    def answer(self, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
        """Nothing is shown in the middle of a question."""
        refused = self.refused(turn)
        if refused is None:
            return []
        say.utter_message(response="utter_refused", json_message={"refused": [_kept(refused)]})
        return _known(turn, refused)


def note_in_passing(desk: Desk, say: CollectingDispatcher, turn: Turn) -> list[EventType]:
    """The events that note a refusal told while listening; none where no place that was shown is named."""
    return NoteRefusal(desk).answer(say, turn)


def _known(turn: Turn, refused: dict[str, Any]) -> list[EventType]:
    before = [one for one in turn.slots.get("refused") or () if one["id"] != refused["id"]]
    return [SlotSet("refused", [*before, _kept(refused)])]


def _kept(refused: dict[str, Any]) -> dict[str, Any]:
    return {name: refused[name] for name in ("id", "name", "reason")}


def _ids(turn: Turn, refused: dict[str, Any]) -> set[str]:
    return {refused["id"], *(one["id"] for one in turn.slots.get("refused") or ())}


def _words(another: bool, left: bool, fits: str | None) -> str:
    if another:
        return f"utter_refused_{fits}" if fits else "utter_refused_another"
    return "utter_refused_left" if left else "utter_refused_none"
