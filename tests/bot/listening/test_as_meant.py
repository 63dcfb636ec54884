"""One word with two meanings, and text-speak, in the words that needs are known by."""

import pytest

from bot.listening.as_meant import as_meant


@pytest.mark.parametrize(
    ("wrote", "meant"),
    [
        ("I get muddled with my tablets", "i need reminders to take medicines"),
        ("mum forgets to take her tablets", "mum need reminders to take medicines"),
        ("he gets his pills mixed up", "he gets reminders to take medicines"),
        ("I can\u2019t open my tablets", "i can't open my medicines"),
        ("sum1 2 help me wiv me mums shopin", "someone to help me with my mums shopping"),
        ("need help 4 mum b4 xmas", "need help for mum before xmas"),
        ("I'm at the end of my tether with mum", "i'm worn out with mum"),
        ("me dad needs help washin and dressin", "my dad needs help washing and dressing"),
    ],
)
def test_it_is_read_as_it_is_meant(wrote: str, meant: str) -> None:
    assert as_meant(wrote) == meant


@pytest.mark.parametrize(
    "wrote",
    [
        "I get muddled with my tablet, the touch screen",
        "can someone show me how to use tablets and computers",
        "I want to learn to use tablets and the internet",
        "he needs me 24/7",
        "I live at 2 The Green",
        "I have 2 sons",
        "tell me again",
        "He's in pain",
        "mum is at the end of her life",
        "cabin fever",
        "ring me, mum is ill",
    ],
)
def test_what_means_what_it_says_stays_to_the_letter(wrote: str) -> None:
    assert as_meant(wrote) is wrote
