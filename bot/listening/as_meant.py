"""What somebody wrote in the words that the recogniser of needs knows best. Pure but for its one file.

Only needs are read so. Danger and requests are heard in what was written, and that alone is kept.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.listening.words import plainly, straightened

MEANT_FILE = Path(__file__).with_suffix(".yml")


@dataclass(frozen=True)
class Reading:
    """`means` stands in for `says`, unless `unless` is met anywhere."""

    says: re.Pattern[str]
    means: str
    unless: re.Pattern[str] | None


def as_meant(text: str) -> str:
    """The text with every reading of the list; the very text where none is met."""
    plain = plainly(straightened(text))
    read = plain
    for one in _readings():
        if one.unless is None or not one.unless.search(plain):
            read = one.says.sub(one.means, read)
    return text if read == plain else " ".join(read.split())


@cache
def _readings() -> tuple[Reading, ...]:
    rows = yaml.safe_load(MEANT_FILE.read_text(encoding="utf-8"))["readings"]
    return tuple(
        Reading(re.compile(row["says"]), row["means"], re.compile(row["unless"]) if "unless" in row else None)
        for row in rows
    )
