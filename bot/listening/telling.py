"""Does a message tell something of itself, or only answer a question? Pure but for one file."""

import re
from functools import cache
from pathlib import Path

import yaml

from bot.listening.words import straightened

TELLING_FILE = Path(__file__).with_suffix(".yml")
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def is_bare_answer(text: str) -> bool:
    """True for "Yes please." and "Skip this", which mean nothing without their question."""
    return " ".join(WORD.findall(straightened(text).lower())) in _bare()


@cache
def _bare() -> frozenset[str]:
    return frozenset(yaml.safe_load(TELLING_FILE.read_text(encoding="utf-8"))["bare"])
