"""After an alert: is it over? After a hand-off: do they ask when somebody rings?"""

import pytest

from bot.listening.over import says_it_is_over
from bot.listening.ringing import asks_when_we_ring
from bot.listening.said import Said


def one(text: str, intent: str = "tell_situation") -> Said:
    return Said(text, intent, {}, "wants_person", "web", 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "no he is safe in bed now",
        "The police brought him back, thank god",
        "she\u2019s safe, she was in the garden",
        "paramedics are here and they are seeing to her",
        "found him in the shed",
    ],
)
def test_it_is_over(text: str) -> None:
    assert says_it_is_over(one(text))


@pytest.mark.parametrize(
    "text",
    [
        "I don't think he is safe",
        "he is safe now but she has hit her head",
        "what if he is found too late",
        "nobody has come home",
        "I want her back home",
        "I hope he came back",
        "he will be safe if they find him",
    ],
)
def test_what_takes_it_back_counts(text: str) -> None:
    assert not says_it_is_over(one(text))


def test_what_was_learned_to_say_so_is_enough() -> None:
    assert says_it_is_over(one("it's all fine again", "safe_now"))


@pytest.mark.parametrize(
    "text",
    [
        "when will someone ring me?",
        "How long until they call",
        "what day will you phone",
        "will you ring me today",
    ],
)
def test_when_they_ring(text: str) -> None:
    assert asks_when_we_ring(text)


@pytest.mark.parametrize(
    "text",
    [
        "ring me please",
        "nobody rang, when will someone ring me",
        "I asked last week, when will I hear",
        "when are you going to call me, you said Tuesday",
        "when is the lunch club",
    ],
)
def test_chasing_and_everything_else_is_not_that(text: str) -> None:
    assert not asks_when_we_ring(text)
