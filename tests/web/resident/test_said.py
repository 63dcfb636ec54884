"""What clean() lets through is words: whatever stands before them, Rasa never reads a command."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.resident.said import NotTaken, clean

BEFORE = st.text(
    alphabet="/ \t\n\r\u00a0\u1680\u2003\u2028\u200b\u200d\u2060\u202f\u3000\ufeff\u200f", max_size=12
)
WORDS = st.text(max_size=20)


@given(BEFORE, WORDS)
def test_nothing_that_is_taken_begins_with_a_slash(before: str, words: str) -> None:
    try:
        taken = clean(f"{before}{words}")
    except NotTaken:
        return
    assert taken == taken.strip()
    assert not taken.startswith("/")
    assert not taken.strip("\u200b\u200d\u2060\ufeff\u200f /").startswith("/")
    assert clean(taken) == taken


@pytest.mark.parametrize(
    "typed", ["/ /\u00a0/restart", "\u200b/restart", "\ufeff /\u2060/ /restart", "\n/restart"]
)
def test_a_hidden_command_is_only_words(typed: str) -> None:
    assert clean(typed) == "restart"


@pytest.mark.parametrize("typed", ["\u200b", " / \u00a0", "//\ufeff"])
def test_nothing_to_read_is_nothing(typed: str) -> None:
    with pytest.raises(NotTaken):
        clean(typed)


def test_joiners_inside_words_stay() -> None:
    assert clean("می\u200cخواهم 1/2") == "می\u200cخواهم 1/2"
