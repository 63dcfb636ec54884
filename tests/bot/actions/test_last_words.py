"""The last words after a hand-off: they say when, and what they said is on disk for the queue."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.answer_question import answer_to
from bot.actions.desk import Desk
from bot.actions.hand_over import CloseHandedOver
from bot.actions.office import Office
from bot.actions.turn import Turn
from bot.handoff.courier import Courier
from bot.handoff.deliver import Deliverer
from bot.handoff.spool import Spool
from bot.listening.said import Said
from directory.finder import Finder
from tests.directory.matching.listings import make_listing
from tests.directory.recogniser import trained_recogniser
from tests.directory.test_finder import Shelves

FRIDAY = datetime(2026, 5, 1, 13, 0, tzinfo=UTC)
MADE = {
    "reference": "SP-0000-0000", "kind": "support", "reason": "request", "request": "talk_to_person",
    "at": FRIDAY.isoformat(),
}  # fmt: skip
pytestmark = pytest.mark.slow  # the first of them may have to train
RING = {"given": True, "name": "Rosa", "phone": "01632 960123", "email": None}


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool", Fernet.generate_key())


@pytest.fixture
def desk(spool: Spool) -> Desk:
    shelves = Shelves([make_listing("one")])
    finder = Finder(trained_recogniser(), shelves, None, "E06000013", today=FRIDAY.date)
    courier = Courier(spool, Deliverer("http://127.0.0.1:1", "token", 1.0))  # not started: all stays on disk
    return Desk(finder, courier, "key", Office(now=lambda: FRIDAY))


def turn(intent: str = "affirm", **slots: Any) -> Turn:
    message = Said("can somebody ring me please", intent, {}, None, "web", 1.0)
    return Turn("rosa-1", [message], slots, None, frozenset(), (), [])


def last_said(desk: Desk, now: Turn) -> Mapping[str, Any]:
    say = CollectingDispatcher()
    CloseHandedOver(desk).answer(say, now)
    told: Mapping[str, Any] = say.messages[0]
    return told


def test_before_a_bank_holiday_they_hear_by_tuesday_and_that_is_passed_on(desk: Desk, spool: Spool) -> None:
    told = last_said(desk, turn(handoff=MADE, contact_details=RING, contact_safe=True))
    assert told["response"] == "utter_closed_handed_over_phone"
    assert told["by"] == "by 5pm on Tuesday 5 May"
    [kept] = spool.waiting()
    assert kept.promised_by == "2026-05-05T16:00:00+00:00"


def test_who_left_no_way_is_promised_nothing(desk: Desk, spool: Spool) -> None:
    told = last_said(desk, turn(handoff=MADE))
    assert (told["response"], told["by"]) == (
        "utter_closed_handed_over_nothing", "by 5pm on Tuesday 5 May",
    )  # fmt: skip
    assert spool.waiting() == []


NOT_SAFE = {"contact_safe": False, "contact_other_way": ""}
WRITE = {"given": True, "name": None, "phone": None, "email": "rosa@example.org"}
BAN = "please don't ring me"


@pytest.mark.parametrize(
    ("told", "way"),
    [
        ({"contact_details": WRITE}, "nothing"),
        ({"contact_details": RING, "contact_how": BAN}, "nothing"),
        ({"contact_details": WRITE, "contact_how": BAN}, "safely"),
        ({"contact_details": WRITE, "contact_other_way": "my sister"}, "safely"),
    ],
    ids=["only what is not safe", "only what was ruled out", "not rung, but written to", "another way"],
)
def test_who_named_no_safe_way_is_not_told_to_wait_for_one(
    told: dict[str, Any], way: str, desk: Desk
) -> None:
    last = last_said(desk, turn(handoff=MADE, **{**NOT_SAFE, **told}))
    assert last["response"] == f"utter_closed_handed_over_{way}"


@pytest.mark.parametrize(("handoff", "response"), [(MADE, "utter_next_step"), (None, "utter_ask_when")])
def test_whoever_asks_when_is_told_the_same(
    handoff: dict[str, str] | None, response: str, desk: Desk
) -> None:
    say = CollectingDispatcher()
    answer_to(desk, say, turn("ask_when", handoff=handoff))
    assert (say.messages[0]["response"], say.messages[0]["by"]) == (response, "by 5pm on Tuesday 5 May")
