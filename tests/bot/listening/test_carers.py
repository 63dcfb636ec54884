"""How somebody who helps another says that it is hard."""

import pytest

from bot.listening.carers import is_hard


@pytest.mark.parametrize(
    ("text", "intent", "hard"),
    [
        ("it's hard", "unclear", True),
        ("no", "deny", True),
        ("no, I'm fine", "deny", False),
        ("not too bad", "unclear", False),
        ("I\u2019m managing", "unclear", False),
        ("not coping really", "unclear", True),
        ("I never get a break", "tell_situation", True),
        ("oh you know", "unclear", False),
    ],
)
def test_hard_or_not(text: str, intent: str, hard: bool) -> None:
    assert is_hard(text, intent) is hard
