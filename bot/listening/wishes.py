"""What somebody sets as a condition for what they are shown, or takes back. Pure but for one file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.listening.words import any_pattern, plainly, straightened

WISHES_FILE = Path(__file__).with_suffix(".yml")
FEW_WORDS = 9
NEARER, FREE, HOME = "nearer", "free", "home"


@dataclass(frozen=True)
class _Words:
    asked: Mapping[str, re.Pattern[str]]
    taken_back: Mapping[str, re.Pattern[str]]
    all_taken_back: re.Pattern[str]
    of_those_shown: re.Pattern[str]


def wishes_in(text: str) -> dict[str, bool]:
    """Each wish the text speaks of: True where it is asked for, False where it is taken back."""
    plain, words = _plain(text), _words()
    if words.all_taken_back.search(plain):
        return dict.fromkeys(words.asked, False)
    said: dict[str, bool] = {}
    for wish, asked in words.asked.items():
        if words.taken_back[wish].search(plain):
            said[wish] = False
        elif asked.search(plain):
            said[wish] = True
    return said


def is_of_those_shown(text: str) -> bool:
    """Does a short text set a condition for places that were just shown ("can they come to me?")?"""
    short = len(text.split()) <= FEW_WORDS
    return short and bool(wishes_in(text)) and bool(_words().of_those_shown.search(_plain(text)))


def _plain(text: str) -> str:
    return plainly(straightened(text))


@cache
def _words() -> _Words:
    data = yaml.safe_load(WISHES_FILE.read_text(encoding="utf-8"))
    return _Words(
        asked={wish: any_pattern(one["asked"]) for wish, one in data["wishes"].items()},
        taken_back={wish: any_pattern(one["taken_back"]) for wish, one in data["wishes"].items()},
        all_taken_back=any_pattern(data["all_taken_back"]),
        of_those_shown=any_pattern(data["of_those_shown"]),
    )
