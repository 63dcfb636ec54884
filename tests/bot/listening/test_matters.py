"""Answers to "what matters most?" that name nothing that matters."""

import pytest

from bot.listening.matters import says_alone, tells_of_trouble

TELLS = "tell_situation"


@pytest.mark.parametrize(
    "text", ["just me, I live on my own", "nobody really", "there's only me here", "I've no family left"]
)
def test_who_there_is(text: str) -> None:
    assert says_alone(text)


@pytest.mark.parametrize(
    "text", ["my cat and the garden", "I live alone with my cat", "my daughter, she rings on Sundays"]
)
def test_somebody_or_something_is_named(text: str) -> None:
    assert not says_alone(text)


@pytest.mark.parametrize(
    "text",
    ["she's frightened of falling", "can I get a blue badge", "I don't sleep", "he keeps wandering off"],
)
def test_what_is_wrong(text: str) -> None:
    assert tells_of_trouble(text, TELLS)


@pytest.mark.parametrize(
    "text",
    [
        "that she doesn't fall",
        "being able to wash safely",
        "I don't want to be a burden",
        "not having to ask my son",
        "her garden",
    ],
)
def test_a_wish_with_a_no_in_it_is_still_a_wish(text: str) -> None:
    assert not tells_of_trouble(text, TELLS)


def test_what_was_learned_as_a_strength_is_one() -> None:
    assert not tells_of_trouble("she can't live without her garden", "strengths")
