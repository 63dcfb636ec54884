"""A correction names two things, and means one of them."""

import pytest

from bot.listening.correcting import put_right
from bot.listening.whose import Whose, whose


@pytest.mark.parametrize(
    ("text", "kept", "gone"),
    [
        ("I meant DN16 not DN15", "DN16", "DN15"),
        ("not DN15, DN16", "DN16", "DN15"),
        ("no DN20 8QT not DN15 6NL", "DN20 8QT", "DN15"),
        ("not Barton, Barrow", "Barrow", "Barton"),
        ("it's 07700 900124 not 07700 900123", "07700 900124", "900123"),
    ],
)
def test_what_is_meant_is_kept(text: str, kept: str, gone: str) -> None:
    assert kept in put_right(text)
    assert gone not in put_right(text)


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("not my mum, my nan", "nan"),
        ("it's my husband not my son", "husband"),
        ("no, my brother", "brother"),
        ("it isn't my mother, it's my mother-in-law", "mother-in-law"),
    ],
)
def test_who_is_meant(text: str, whom: str) -> None:
    assert whose(put_right(text), asked=True) == Whose("someone_else", whom)


def test_where_nothing_would_be_left_all_stays() -> None:
    assert put_right("not me") == "not me"
    assert put_right("no, not mum") == "no, not mum"
