"""A need that a story only sounds like is left out beside what it plainly tells."""

import pytest

from bot.listening.taken_for import taken_for


@pytest.mark.parametrize(
    ("told", "need"),
    [
        (
            "Dad has dementia. He is like a big child now.",
            "learning_disability",
        ),
        ("she was told it's Alzheimer\u2019s, she can't read or count her money", "learning_disability"),
        ("my sister says put him in a home but he would hate it and I promised mum", "care_home"),
        ("I don't want to put mum in a care home, I just need a break", "care_home"),
    ],
)
def test_it_is_only_sounded_like(told: str, need: str) -> None:
    assert need in taken_for(told)


@pytest.mark.parametrize(
    "told",
    [
        "my brother has Down's and now they say dementia",
        "she has a learning disability and her memory is going, they say dementia",
        "my son can't read or count his money",
        "we are looking for a care home for dad",
        "mum doesn't want to go in a home, how do I find a good home",
        "he has to go into a home, where do we start",
        "I promised mum I'd visit the home",
    ],
)
def test_what_is_told_of_stays(told: str) -> None:
    assert taken_for(told) == frozenset()
