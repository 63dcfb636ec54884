"""A text as the word lists of this room read it, and a word list as something to look for in it. Pure."""

import re
from collections.abc import Iterable
from itertools import product

_CURLY = str.maketrans({"\u2019": "'"})
_OPENING = str.maketrans({"\u2019": "'", "\u2018": "'"})


def straight(text: str) -> str:
    """The text with straight apostrophes."""
    return text.translate(_CURLY)


def straightened(text: str) -> str:
    """The same, also where a telephone has typed an opening quotation mark for an apostrophe."""
    return text.translate(_OPENING)


def plainly(text: str) -> str:
    """Small letters, straight apostrophes, single spaces."""
    return " ".join(straight(text).lower().split())


def spelt_out(said: str) -> list[str]:
    """Every phrase that a line of a word list stands for: "(nobody|no one) rings" for two of them."""
    pieces = re.split(r"\(([^)]*)\)", said)  # what is in brackets is every second one
    return ["".join(one) for one in product(*(piece.split("|") for piece in pieces))]


def any_of(said: Iterable[str]) -> re.Pattern[str]:
    """Finds any of these words or phrases (at least one), the longest first, where words begin and end."""
    alternatives = "|".join(re.escape(one) for one in sorted(said, key=len, reverse=True))
    return re.compile(rf"\b(?:{alternatives})\b")


def any_pattern(patterns: Iterable[str]) -> re.Pattern[str]:
    """Finds any of these regular expressions (at least one), where a word begins."""
    return re.compile(rf"\b(?:{'|'.join(f'(?:{one})' for one in patterns)})")
