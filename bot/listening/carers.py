"""How somebody who helps another says that it is hard, or that it is not. Pure but for its file."""

import re
from functools import cache
from pathlib import Path

import yaml

from bot.listening.words import any_of, plainly

CARERS_FILE = Path(__file__).parent / "carers.yml"
FEW_WORDS = 3


def is_hard(text: str, intent: str) -> bool:
    """Does the answer to "how are you managing?" say that it is hard? A bare no does, "no, I'm fine" not."""
    plain = plainly(text)
    hard, fine = _said()
    if hard.search(plain):
        return True
    return not fine.search(plain) and intent in {"deny", "tell_situation"}


@cache
def _said() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = yaml.safe_load(CARERS_FILE.read_text(encoding="utf-8"))
    return any_of(data["hard"]), any_of(data["fine"])
