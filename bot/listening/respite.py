"""Does a carer ask for a break, in words that mean it from a carer alone? Pure but for one file."""

import re
from functools import cache
from pathlib import Path

import yaml

from bot.listening.words import any_pattern, plainly

RESPITE_FILE = Path(__file__).with_suffix(".yml")


def wants_a_break(text: str) -> bool:
    """True for "one afternoon to myself" and "somebody to sit with him for a bit"."""
    return bool(_words().search(plainly(text)))


@cache
def _words() -> re.Pattern[str]:
    said = yaml.safe_load(RESPITE_FILE.read_text(encoding="utf-8"))["a_break"]
    return any_pattern(said)
