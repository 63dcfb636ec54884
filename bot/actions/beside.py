"""Help that is shown beside a person: while somebody waits, never instead of the person and never first."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.desk import BREAK, CLEAR_IN_A_CLAUSE, Desk
from bot.actions.find_services import FindServices, as_card, to_keep
from bot.actions.narrowing import narrowing_buttons, wishes_after
from bot.actions.record import record_of
from bot.actions.turn import Turn
from bot.handoff.kind import SAFEGUARDING
from bot.listening.respite import wants_a_break

BESIDE_FILE = Path(__file__).with_suffix(".yml")
# "An afternoon to myself" is easily taken for saying whom it is about.
MAY_TELL = frozenset({"tell_situation", "who_for", "strengths"})
# Whoever has a team goes to it, and a worker of another service knows what there is.
NOT_BESIDE = frozenset({"existing_client", "chase", "professional_referral"})

Facts = dict[str, Any]


def beside_alert(desk: Desk, say: CollectingDispatcher, turn: Turn) -> Facts:
    """Help for today beside an alert that is being passed on, where its kind leaves room for it."""
    risk = turn.worst_risk or {}
    allowed = _allowed().get(str(risk.get("category")), ())
    heard = [need.id for need in desk.needs_of(turn) if need.id in allowed]
    return show_beside(desk, say, turn, heard)


def beside_handoff(desk: Desk, say: CollectingDispatcher, turn: Turn) -> Facts:
    """Help for what the latest message newly tells, after the conversation was passed on.

    Where nothing was shown yet, what was told before counts too: nobody asks about it later.
    """
    needs = newly_told(desk, turn)
    if needs and not turn.slots.get("offered"):
        needs = list(dict.fromkeys([*needs, *(need.id for need in desk.needs_of(turn))]))
    return show_beside(desk, say, turn, needs)


def newly_told(desk: Desk, turn: Turn) -> list[str]:
    """The needs that the latest message clearly tells and nothing shown answers; none where a team has it."""
    made = turn.slots.get("handoff") or {}
    if made.get("request") in NOT_BESIDE or made.get("kind") == SAFEGUARDING:
        return []
    if turn.latest.intent not in MAY_TELL or turn.latest.heard.get("risk"):
        return []
    latest = [replace(turn.latest, asked=None)]
    answered = {need for one in turn.slots.get("last_shown") or () for need in one.get("needs") or ()}
    clear = [need.id for need in desk.needs(latest) if need.score >= CLEAR_IN_A_CLAUSE]
    if wants_a_break(turn.latest.text) and BREAK in {need.id for need in desk.needs_of(turn)}:
        clear = [BREAK, *(need for need in clear if need != BREAK)]
    return [need for need in clear if need not in answered]


def show_beside(
    desk: Desk, say: CollectingDispatcher, turn: Turn, needs: Iterable[str], *, asked_about: bool = False
) -> Facts:
    """Show services for these needs alone; the slots that remember them, none where nothing fits.

    `asked_about`: the question whether they are enough comes next, so they can be narrowed there.
    """
    finder = FindServices(desk)
    wanted = finder.in_this_crisis(turn, needs)
    services = finder.look(turn, wishes_after(turn), needs=wanted) if wanted else ()
    if not services:
        return {}
    before = list(turn.slots.get("offered") or ())
    offered = [*before, *({"id": one.id, "name": one.name} for one in services)]
    record = record_of(desk, turn, offered=[one["id"] for one in offered])
    told = {"services": [as_card(one) for one in services], "record": record}
    if asked_about:
        told["buttons"] = narrowing_buttons(wishes_after(turn), turn.slots.get("who_for"))
    say.utter_message(response="utter_beside", heard=desk.in_words(wanted), json_message=told)
    return {"offered": offered, "last_shown": [to_keep(one) for one in services]}


@cache
def _allowed() -> dict[str, tuple[str, ...]]:
    data = yaml.safe_load(BESIDE_FILE.read_text(encoding="utf-8"))
    return {category: tuple(needs) for category, needs in data.items()}
