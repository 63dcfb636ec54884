"""Does the person who is helped know? Told in passing, in many words."""

import pytest

from bot.listening.said import Said, needs_heard, only_says_unaware
from bot.listening.unaware import says_unaware


@pytest.mark.parametrize(
    "text",
    [
        "she doesn't know I'm asking",
        "mum has no idea I'm in touch with you",
        "I\u2019ve not told her about this",
        "I haven't told my dad yet",
        "they don't know we've written",
        "he isn't aware of any of it",
        "it would be behind her back",
        "without him knowing",
    ],
)
def test_it_is_heard_that_the_person_does_not_know(text: str) -> None:
    assert says_unaware(text)


@pytest.mark.parametrize(
    "text",
    [
        "she doesn't know what day it is",
        "he doesn't know I'm his wife",
        "I don't know what to do",
        "I've not asked for help before",
        "he doesn't know I'm on here",
        "dad doesn't know where he is",
    ],
)
def test_a_bad_memory_and_a_secret_are_something_else(text: str) -> None:
    assert not says_unaware(text)


def test_it_tells_of_no_need_by_itself() -> None:
    heard = {"needs": [{"id": "dementia_support", "score": 0.9}]}
    merely = Said("she doesn't know I'm asking", "tell_situation", heard, None, "web", 1.0)
    more = "she doesn't know I'm asking, she forgets what day it is and who I am, every single day"
    assert needs_heard([merely]) == []
    assert not only_says_unaware(more)
