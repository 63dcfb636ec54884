"""Words in files that people open in a spreadsheet."""

import pytest

from web.spreadsheets import harmless


@pytest.mark.parametrize("words", ["=1+1", "+44", "-2", "@SUM(A1)", "\tx", "\rx", "\nx"])
def test_words_that_would_be_a_formula_are_only_words(words: str) -> None:
    assert harmless(words) == f"'{words}"


@pytest.mark.parametrize("words", ["", "Brigholm", "Stoke-on-Trent", "a=b"])
def test_others_stay_as_they_are(words: str) -> None:
    assert harmless(words) == words
