"""After an alert: do they say that the danger is over? Pure but for the safeguarding lead's one file."""

import re
from functools import cache
from pathlib import Path

import yaml

from bot.listening.said import Said
from bot.listening.words import any_of, plainly

OVER_FILE = Path(__file__).with_suffix(".yml")
SAFE_NOW = "safe_now"


def says_it_is_over(one: Said) -> bool:
    """Was the whole message learned to say so, or do its words, with nothing that takes it back?"""
    plain = plainly(one.text)
    over, not_over = _words()
    return one.intent == SAFE_NOW or bool(over.search(plain) and not not_over.search(plain))


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = yaml.safe_load(OVER_FILE.read_text(encoding="utf-8"))
    return any_of(data["over"]), any_of(data["not_over"])
