"""Conditions for what is shown, and reasons against one of them: heard in people's own words."""

import pytest

from bot.components.plain_acts import plain_acts
from bot.listening.refusals import first_wish, reason_in, refused_one
from bot.listening.wishes import is_of_those_shown, wishes_in

SHOWN = [
    {"id": "a", "name": "The Lantern Room"},
    {"id": "b", "name": "Click With Us"},
    {"id": "c", "name": "Room"},
]


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("anything closer?", {"nearer": True}),
        ("is there a free one", {"free": True}),
        ("can they come to the house", {"home": True}),
        ("free and near please", {"nearer": True, "free": True}),
        ("something that doesn’t cost", {"free": True}),
        ("I can't afford that", {"free": True}),
        ("any price", {"free": False}),
        ("it doesn't have to be free", {"free": False}),
        ("further away is fine, we've a car", {"nearer": False}),
        ("places to go to as well", {"home": False}),
        ("any distance, but free", {"nearer": False, "free": True}),
        ("take that back", {"nearer": False, "free": False, "home": False}),
        ("I've no free time", {}),
        ("show me more", {}),
    ],
)
def test_what_is_asked_for_and_taken_back(text: str, wishes: dict[str, bool]) -> None:
    assert wishes_in(text) == wishes


def test_they_are_the_places_just_shown_in_a_short_question_alone() -> None:
    assert is_of_those_shown("can they come to me?")
    assert not is_of_those_shown("can someone come to the house?")
    assert not is_of_those_shown("my knees have gone and they said that the council would come to the house")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("it is too far away", "too_far"), ("it costs too much", "cost"), ("the times do not suit", "times"),
        ("I cannot get there", "cannot_get"), ("it is not for me", "not_for_me"),
        ("I have tried it", "tried"),
        ("my neighbour goes there", "other"), ("we've no car", "cannot_get"), ("not on Tuesdays", "times"),
    ],
)  # fmt: skip
def test_a_reason_is_heard(text: str, reason: str) -> None:
    assert reason_in(f"The Lantern Room is not right for me: {text}.", "The Lantern Room") == reason


def test_a_name_is_no_reason() -> None:
    assert reason_in("Times Past is not right for me.", "Times Past") == "other"


def test_the_next_best_is_to_be_what_this_one_is_not() -> None:
    reasons = ("too_far", "cost", "cannot_get", "other")
    assert [first_wish(reason) for reason in reasons] == ["nearer", "free", "home", None]


def test_which_one_is_meant() -> None:
    assert refused_one("The Lantern Room is not right for me.", SHOWN, SHOWN) == "a"
    assert refused_one("the second one is not right for me", SHOWN, SHOWN) == "b"
    assert refused_one("not right for us, too expensive", SHOWN, SHOWN) is None


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Steady Steps is not right for me: it is too far away.", "refuse_one"),
        ("that's not right for me", None),
        ("The Lantern Room is too far", "not_right_for_me"),
        ("that's too expensive", "not_right_for_me"),
        ("Is there anything nearer?", "narrow"),
        ("any price is fine", "narrow"),
    ],
)
def test_what_the_buttons_send_is_plain(text: str, act: str | None) -> None:
    assert plain_acts().of(text) == act
