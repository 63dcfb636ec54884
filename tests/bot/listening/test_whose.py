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
