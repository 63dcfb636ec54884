"""Which worry or question a whole message plainly is, and the words of its answer. Pure but for its one file.

Standard library and YAML only, Python 3.10: Rasa asks it as well.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.listening.words import plainly, straightened

QUESTIONS_FILE = Path(__file__).with_suffix(".yml")
INTENT = "ask_plain"
LONGEST = 20  # words; who writes more tells of more
MARKS = re.compile(r"[^\w\s'-]+")


@dataclass(frozen=True)
class PlainQuestion:
    """`says` names numbers of numbers.yml in braces; `needs` are looked for from then on."""

    id: str
    asked: re.Pattern[str]
    says: str
    needs: tuple[str, ...]


def question_of(text: str) -> PlainQuestion | None:
    """The question that the whole text is, or None."""
    said = plainly(MARKS.sub(" ", straightened(text)))
    if len(said.split()) > LONGEST:
        return None
    return next((one for one in plain_questions() if one.asked.fullmatch(said)), None)


@cache
def plain_questions() -> tuple[PlainQuestion, ...]:
    """What the file says, read once."""
    data = yaml.safe_load(QUESTIONS_FILE.read_text(encoding="utf-8"))
    return tuple(
        PlainQuestion(id_, _pattern(data, row["asked"]), row["says"], tuple(row.get("needs", ())))
        for id_, row in data["questions"].items()
    )


def _pattern(data: Mapping[str, Any], asked: list[str]) -> re.Pattern[str]:
    whole = "|".join(f"(?:{one.format(**data['parts'])})" for one in asked)
    return re.compile(f"{data['lead']}(?:{whole}){data['tail']}")
