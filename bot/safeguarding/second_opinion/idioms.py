"""Stock phrases that name a danger and mean none, in plain words before likeness is asked of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.listening.words import straight

IDIOMS = Path(__file__).with_name("idioms.yml")


@dataclass(frozen=True)
class Idiom:
    """What is said, and the plain words for it."""

    said: re.Pattern[str]
    means: str


def plainly_meant(text: str) -> str:
    """`text` with every idiom of the list in plain words; what is no idiom stays as it was written."""
    said = straight(text)
    for idiom in idioms():
        said = idiom.said.sub(idiom.means, said)
    return said


@cache
def idioms() -> tuple[Idiom, ...]:
    """The reviewed list."""
    listed = yaml.safe_load(IDIOMS.read_text(encoding="utf-8"))["idioms"]
    return tuple(_idiom(row, said) for row in listed for said in row["says"])


def _idiom(row: Mapping[str, Any], said: str) -> Idiom:
    if (before := row.get("where")) is None:
        return Idiom(re.compile(rf"\b(?:{said})\b", re.IGNORECASE), row["means"])
    # Python cannot look back over words of several lengths, so what stands before is taken and given back.
    pattern = rf"\b({before})'?\s?(?:{said})\b"
    return Idiom(re.compile(pattern, re.IGNORECASE), rf"\g<1> {row['means']}")
