"""A break, in the words of people who look after somebody."""

import pytest

from bot.listening.respite import wants_a_break


@pytest.mark.parametrize(
    "text",
    [
        "I just want one afternoon to myself",
        "an hour or two to myself would do",
        "I could do with a rest",
        "even a day off now and then",
        "somebody to sit with him while I shop",
        "sometimes I just want to put my feet up",
        "I never get out on my own for an hour",
        "time for me",
    ],
)
def test_time_of_ones_own_is_heard(text: str) -> None:
    assert wants_a_break(text)


@pytest.mark.parametrize(
    "text", ["it's about me", "just for myself", "she broke her hip", "he is at home all day"]
)
def test_what_is_no_break(text: str) -> None:
    assert not wants_a_break(text)
