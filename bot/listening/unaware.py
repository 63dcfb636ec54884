"""Does somebody who asks for another say that this person does not know of it? Pure but for one file."""

import re
from functools import cache
from pathlib import Path

import yaml

from bot.listening.words import any_pattern, plainly

UNAWARE_FILE = Path(__file__).with_suffix(".yml")


def says_unaware(text: str) -> bool:
    """True for "she doesn't know I'm asking" and "I've not told him yet"."""
    return bool(_unaware().search(plainly(text)))


def _filled(pattern: str, people: dict[str, str]) -> str:
    return pattern.replace("{person}", people["person"]).replace("{object}", people["object"])


@cache
def _unaware() -> re.Pattern[str]:
    data = yaml.safe_load(UNAWARE_FILE.read_text(encoding="utf-8"))
    people = {name: f"(?:{'|'.join(data[name])})" for name in ("person", "object")}
    said = [_filled(one, people) for one in data["unaware"]]
    return any_pattern(said)
