"""What was understood, in one line, made of nothing but what was told."""

from typing import Any, cast

import pytest

from bot.actions.desk import Desk
from bot.actions.playback import understood
from bot.actions.turn import Turn
from bot.listening.said import Said


class OneNeed:
    """A desk that hears falls in everything; what the rest of a desk does is not asked here."""

    def __init__(self, for_a_person: bool = False, needs: tuple[str, ...] = ("falls_prevention",)) -> None:
        self._for_a_person, self._needs = for_a_person, needs

    def needs_of(self, _turn: Turn) -> list[Any]:
        return [type("Need", (), {"id": need})() for need in self._needs]

    def labels(self, needs: Any, _after: str) -> list[str]:
        return [need.replace("_", " ") for need in needs]

    def for_a_person(self, _needs: Any) -> bool:
        return self._for_a_person


def turn(**slots: Any) -> Turn:
    message = Said("words", "tell_situation", {}, None, "web", 1.0)
    return Turn("rosa-1", [message], slots, None, frozenset(), (), [])


@pytest.mark.parametrize(
    ("slots", "line"),
    [
        ({}, "You told me about falls prevention."),
        ({"who_for": "self"}, "You told me about falls prevention, for you."),
        (
            {"who_for": "someone_else", "about_whom": "mum", "place": {"label": "DN15"}},
            "You told me about falls prevention, for your mum, near DN15.",
        ),
        (
            {"who_for": "someone_else", "about_whom": "husband", "and_self": True},
            "You told me about falls prevention, for your husband and for you.",
        ),
        ({"matters": "her cat."}, 'You told me about falls prevention. What matters most: "her cat".'),
        ({"matters": "not said"}, "You told me about falls prevention."),
        ({"matters": "so many words " * 9}, "You told me about falls prevention."),
    ],
)
def test_only_what_was_told(slots: dict[str, Any], line: str) -> None:
    assert understood(cast(Desk, OneNeed()), turn(**slots)) == line


def test_where_the_council_may_help_itself_it_says_so() -> None:
    assert "The council may be able to help" in str(understood(cast(Desk, OneNeed(True)), turn()))


def test_nothing_understood_is_not_played_back() -> None:
    assert understood(cast(Desk, OneNeed(needs=())), turn()) is None
