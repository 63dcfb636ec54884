"""What goes past the listening form: its own check, asked all the same, takes nothing in and says nothing."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.turn import Turn
from bot.actions.validate_listening import ValidateListening
from bot.listening.digression import LISTENING, goes_past
from bot.listening.said import Said

DOMAIN = yaml.safe_load((Path(__file__).parents[3] / "domain.yml").read_text(encoding="utf-8"))
FORM = DOMAIN["forms"][LISTENING]
ASKED = [*FORM["required_slots"], "check", None]
RISKS = (None, {"category": "carer_breakdown", "level": "check", "rule": "carer_breakdown.perhaps"})
TEXT = "how much is that, and my brother in DN15 6NL is all right?"


def _turn(intent: str, asked: str | None, risk: Any, acted: bool) -> Turn:
    said = Said(TEXT, intent, {"risk": risk, "needs": []}, asked, "web", 1.0)
    action = [{"event": "action", "name": "action_answer_question"}] if acted else []
    return Turn(
        conversation_id="c", messages=[said], slots={"requested_slot": asked}, active_form=LISTENING,
        ignored_intents=frozenset(FORM["ignored_intents"]), required_slots=tuple(FORM["required_slots"]),
        events=[{"event": "user"}, *action],
    )  # fmt: skip


@pytest.mark.parametrize(("asked", "acted"), list(product(ASKED, (False, True))))
def test_the_check_takes_nothing_in_from_what_goes_past(asked: str | None, acted: bool) -> None:
    desk: Any = None  # whatever needed one would have taken something in
    for intent, risk in product(FORM["ignored_intents"], RISKS):
        turn = _turn(intent, asked, risk, acted)
        if goes_past(intent, asked, turn.ignored_intents, turn.latest.heard):
            say = CollectingDispatcher()
            assert ValidateListening(desk).answer(say, turn) == []
            assert say.messages == []


def test_an_answer_a_half_heard_danger_and_the_gentle_question_do_not_go_past() -> None:
    ignored = FORM["ignored_intents"]
    assert goes_past("ask_cost", "place", ignored, {"risk": None})
    assert not goes_past("tell_situation", "place", ignored, {"risk": None})
    assert not goes_past("ask_cost", "place", ignored, {"risk": RISKS[1]})
    assert not goes_past("ask_cost", "check", ignored, {})
    assert not goes_past("ask_cost", None, ignored, {})
