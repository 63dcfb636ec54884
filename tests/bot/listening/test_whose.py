"""Whose situation it is, from how people speak about each other."""

import pytest

from bot.listening.whose import Whose, whose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my mum keeps falling and I'm worn out", Whose("someone_else", "mum")),
        ("dad won't eat", Whose("someone_else", "dad")),
        ("Mother in law has dementia", Whose("someone_else", "mother-in-law")),
        ("can you help my next door neighbour", Whose("someone_else", "neighbour")),
        ("I can't get in the bath", Whose("self")),
        ("I’m lonely", Whose("self")),
        ("my daughter helps me with shopping but I can't do the bath", Whose("self")),
        ("since my wife died the house is so quiet", None),
        ("I'm worried about Ted", None),
        ("help at home", None),
        ("my mum has dementia and my dad is worn out", Whose("someone_else", "mum and dad")),
        ("my mum and dad can't manage", Whose("someone_else", "parents")),
        ("my wife and my sister both need help", Whose("someone_else", "wife and sister")),
        ("my mum keeps falling and my brother lives in Leeds", Whose("someone_else", "mum")),
        ("me and my husband can't get out any more", Whose("someone_else", "husband", and_self=True)),
    ],
)
def test_what_is_told(text: str, expected: Whose | None) -> None:
    assert whose(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "I'm 81 and I keep nearly falling on the stairs, my daughter worries",
        "My daughter is worried about me because I fell",
        "my husband is fed up with me, I can't do anything since the stroke",
        "my daughter wants me to have one of those buttons",
        "My son keeps on at me to get help",
        "my neighbour suggested I get in touch, I'm struggling with my shopping",
        "I live with my husband and I can't bath any more",
        "my wife looks after me and I want to give her a break",
        "My daughter lives in Leeds so I am on my own",
        "my son works away, I need someone to cut the grass",
        "my daughter does my shopping but she's going on holiday",
        "my sister gave me your number. I can't hear the doorbell",
        "my daughter set this up for me, I want company",
        "I don't want to bother my son, I have trouble with the stairs",
        "I fell over and my husband couldn't lift me",
        "my daughter's had to take time off to look after me",
        "My husband used to drive me but he can't now",
    ],
)
def test_who_speaks_of_a_helper_speaks_of_themselves(text: str) -> None:
    assert whose(text) == Whose("self")


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("my mum worries all the time and won't go out", "mum"),
        ("my dad gets upset when I leave him", "dad"),
        ("my dad wants me to do everything for him", "dad"),
        ("my dad drives me mad, he won't accept help", "dad"),
        ("my mum asks me the same thing twenty times a day", "mum"),
        ("my husband needs me to lift him", "husband"),
        ("my mother lives with me and can't be left", "mum"),
        ("my dad lives in sheltered housing and keeps falling", "dad"),
        ("my mum is getting frail and I live 200 miles away", "mum"),
        ("I live with my mum who has dementia", "mum"),
        ("I live with my dad and he needs help washing", "dad"),
        ("my nan brought me up and now she's got dementia", "nan"),
        ("I'm asking for my nan", "nan"),
    ],
)
def test_who_needs_the_one_who_writes_is_whom_it_is_about(text: str, whom: str) -> None:
    assert whose(text) == Whose("someone_else", whom)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("me", Whose("self")),
        ("It's about me", Whose("self")),
        ("mum", Whose("someone_else", "mum")),
        ("Someone I'm helping", Whose("someone_else")),
        ("her", Whose("someone_else")),
        ("no, my brother", Whose("someone_else", "brother")),
        ("purple", None),
    ],
)
def test_what_is_answered(text: str, expected: Whose | None) -> None:
    assert whose(text, asked=True) == expected


def test_a_helper_named_beside_oneself_is_no_answer() -> None:
    assert whose("for me, my daughter is typing this", asked=True) == Whose("self")
