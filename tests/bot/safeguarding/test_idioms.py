"""Phrases that name a danger and mean none are read plainly; the danger itself is left as it was said."""

import pytest

from bot.safeguarding.second_opinion.idioms import plainly_meant
from tests.bot.safeguarding.as_shipped import risks


@pytest.mark.parametrize(
    ("said", "plainly"),
    [
        ("We were killing ourselves laughing at the panto", "We were laughing a lot at the panto"),
        ("My back's killing me", "My back hurts"),
        ("I\u2019m dying for a cuppa", "I'm longing for a cuppa"),
        ("Dying to see my grandson", "longing to see my grandson"),
        ("sick to death of the forms", "fed up with the forms"),
        ("the scones are to die for", "the scones are very good"),
        ("she lives on the floor below mine", "she lives downstairs"),
        ("my daughter said to do it", "my family told me about this website"),
        ("The nurse at the surgery said I should ask you.", "my family told me about this website."),
        ("what happens if I have no money?", "do I have to pay for care?"),
        ("What if mum can't pay for it", "do I have to pay for care"),
        ("I look after my husband, he has dementia", "I am a carer"),
        ("I care for my mum who has cancer.", "I am a carer."),
        ("smoke from next door's bonfire", "a bonfire outside bothers us,"),
    ],
)
def test_an_idiom_is_put_in_plain_words(said: str, plainly: str) -> None:
    assert plainly_meant(said) == plainly


@pytest.mark.parametrize(
    "said",
    [
        "I am killing myself",
        "I could murder him",
        "he's dying",
        "sick to death of living",
        "nothing left to die for",
        "my husband is killing me",
        "she is on the floor below the window",
        "my chest is killing me",
        "he said to do it",
        "the voices told me to do it",
        "my daughter said to do it before I go",
        "my son told me to kill myself",
        "I have no money",
        "what happens if I have no money and no food",
        "what if he takes my money",
        "smoke from the kitchen",
        "I look after my husband and he hits me",
        "I look after my mum, she has dementia and I can't go on",
    ],
)
def test_words_that_may_be_meant_stay_as_they_are(said: str) -> None:
    assert plainly_meant(said) == said


@pytest.mark.parametrize(
    "said",
    [
        "I've been killing myself laughing at the quiz night.",
        "My feet are killing me after the lunch club",
        "my daughter said to do it",
        "it was the nurse's idea",
        "what happens if I have no money",
        "what if we can't afford to pay",
        "I look after my husband, he has dementia",
        "I look after my mum, she has cancer",
    ],
)
def test_an_idiom_raises_nothing(said: str) -> None:
    assert risks(said) == ()
