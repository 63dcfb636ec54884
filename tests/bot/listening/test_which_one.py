"""Pointing at one of three: by position, by name, with slips."""

import pytest

from bot.listening.which_one import which_one

NAMES = ["Falls Clinic", "Nights Off", "Kitchen Worktop Club"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("tell me more about the first one", 0),
        ("what about the 2nd", 1),
        ("and the last one?", 2),
        ("number three please", 2),
        ("tell me more about the falls clinic", 0),
        ("what is nigths off", 1),
        ("when does the worktop club open", 2),
        ("is the kichen one free", 2),
        ("tell me more", None),
        ("the club or the clinic", None),
        ("her garden", None),
    ],
)
def test_which_is_meant(text: str, place: int | None) -> None:
    assert which_one(text, NAMES) == place


def test_of_one_alone_it_is_that_one() -> None:
    assert which_one("tell me more about it", NAMES[:1]) == 0
    assert which_one("the third one", NAMES[:1]) is None
    assert which_one("the third one", []) is None


def test_a_name_goes_before_a_position() -> None:
    assert which_one("not the first, the Nights Off one", NAMES) == 1
