"""What is said to "what matters most?" and names nothing that matters. Pure but for one file."""

import re
from functools import cache
from pathlib import Path

import yaml

from bot.listening.words import plainly

MATTERS_FILE = Path(__file__).with_suffix(".yml")
TELLS = frozenset({"tell_situation", "unclear"})
WORDS_LEFT = 3  # "and", "really", "I": beside these nothing more was said


def says_alone(text: str) -> bool:
    """Is it no more than who there is: nobody else ("just me, I live on my own")?"""
    plain = plainly(text)
    left, found = _words()["alone"].subn(" ", plain)
    rest = re.findall(r"\w+", left)
    return bool(found) and len(rest) <= WORDS_LEFT and "with" not in rest


def tells_of_trouble(text: str, intent: str) -> bool:
    """Does it tell what is wrong or ask for something, and wish for nothing?"""
    plain, words = plainly(text), _words()
    return intent in TELLS and bool(words["trouble"].search(plain)) and not words["wish"].search(plain)


def wishes_for(text: str) -> bool:
    """Does it begin as a wish does: "being able to wash safely", "that she can stay at home"?"""
    return bool(_words()["begins_wish"].match(plainly(text)))


@cache
def _words() -> dict[str, re.Pattern[str]]:
    data = yaml.safe_load(MATTERS_FILE.read_text(encoding="utf-8"))
    return {
        name: re.compile("|".join(one if one.startswith("^") else rf"\b(?:{one})(?!\w)" for one in said))
        for name, said in data.items()
    }
