"""What somebody has tried already: it is not suggested to them again. Pure but for one file."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

import yaml

from directory.matching.asked import SENTENCE

TRIED_FILE = Path(__file__).parent / "tried.yml"
# A name that more services go by is an organisation's: having tried one is not having tried all.
MOST_OF_A_NAME = 3


def tried_in(texts: Iterable[str], named: Callable[[str], Sequence[str]]) -> tuple[str, ...]:
    """The ids of services that somebody says they know already, in the order they were told.

    `named` gives the ids of the services that a sentence mentions by name.
    """
    found: dict[str, None] = {}
    for text in texts:
        for sentence in SENTENCE.findall(text.replace("\u2019", "'").casefold()):
            for part in _told_of(sentence):
                if len(ids := named(part)) <= MOST_OF_A_NAME:
                    found.update(dict.fromkeys(ids))
    return tuple(found)


def _told_of(sentence: str) -> tuple[str, ...]:
    """The sentence that tells of having tried, and what stands before and after that; nothing of any other.

    A name of ordinary words ("Sure Feet") is only known for one where little else is said.
    """
    tried, not_yet = _patterns()
    told = tried.search(sentence)
    if told is None or not_yet.search(sentence):
        return ()
    return sentence, sentence[: told.start()], sentence[told.end() :]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = yaml.safe_load(TRIED_FILE.read_text(encoding="utf-8"))
    tried, not_yet = ("|".join(f"(?:{each})" for each in rows[name]) for name in ("tried", "not_yet"))
    return re.compile(rf"\b(?:{tried})"), re.compile(rf"(?:{not_yet})")
