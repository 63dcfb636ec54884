"""The pattern language: each of its few signs, and what is said about a pattern that cannot be read."""

import pytest

from bot.patterns.exceptions import RuleError
from bot.patterns.language import Language
from bot.patterns.normalise import Normaliser, Spellings

NORMALISER = Normaliser(
    Spellings({"hes": "he s", "is": "s", "cant": "can not", "can't": "can not"}, {}, {}), frozenset({"help"})
)
LANGUAGE = Language(NORMALISER, {"him": ("him", "her", "my mum")})


def found(pattern: str, text: str) -> bool:
    compiled = LANGUAGE.compile(pattern)
    plain = NORMALISER.plain(text)
    return all(part.search(plain) for part in compiled.parts)


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("on fire", "the bin is on fire", True),
        ("on fire", "on the fire", False),
        ("on ... fire", "on the gas fire", True),
        ("on ... fire", "on a b c d e fire", False),
        ("on ...8 fire", "on a b c d e fire", True),
        ("on ... fire", "come on. the fire", False),
        ("(hit|kicked) {him}", "he kicked my mum", True),
        ("(hit|kicked) {him}", "he kicked the ball", False),
        ("[really] scared", "scared", True),
        ("bruis*", "covered in bruising", True),
        ("staff shortag*", "there are staff shortages again", True),
        ("floor & get up", "i cannot get up. i am on the floor", True),
        ("floor & get up", "i am on the floor", False),
        ("hes hitting", "he is hitting", True),
        ("cant cope", "I can't cope", True),
        ("= [a] person [please]", "A person, please.", True),
        ("= [a] person [please]", "a person came", False),
    ],
)
def test_matches(pattern: str, text: str, expected: bool) -> None:
    assert found(pattern, text) is expected


@pytest.mark.parametrize(
    "pattern", ["(hit", "hit)", "{nobody} hit", "ab*", "[perhaps]", "..."], ids=lambda text: repr(text)
)
def test_a_pattern_that_cannot_be_read_is_refused(pattern: str) -> None:
    with pytest.raises(RuleError):
        LANGUAGE.compile(pattern)
