"""Which needs a text only sounds like, because of what it plainly tells. Pure but for its one file."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.listening.words import plainly, straightened

TAKEN_FILE = Path(__file__).with_suffix(".yml")


@dataclass(frozen=True)
class TakenFor:
    """`need` is left out where every `beside` is met and `unless` is not."""

    need: str
    beside: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str]


def taken_for(text: str) -> frozenset[str]:
    """The needs that the words only sound like; whoever hears nothing else keeps them."""
    plain = plainly(straightened(text))
    return frozenset(
        row.need
        for row in _rows()
        if all(one.search(plain) for one in row.beside) and not row.unless.search(plain)
    )


@cache
def _rows() -> tuple[TakenFor, ...]:
    rows = yaml.safe_load(TAKEN_FILE.read_text(encoding="utf-8"))["taken_for"]
    return tuple(
        TakenFor(row["need"], tuple(map(re.compile, row["beside"])), re.compile(row["unless"]))
        for row in rows
    )
