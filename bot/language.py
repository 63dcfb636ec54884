"""Which language is this written in? A quick guess by script and by small words."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ENGLISH = "en"
WORDS_FILE = Path(__file__).parent / "patterns" / "words" / "languages.yml"
# Latin-script guesses need two of a language's own small words, or one greeting that is the whole message.
ENOUGH = 2

_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str) -> str:
    """An ISO 639-1 code, "en" when there is no good reason to think otherwise."""
    tables = _tables()
    return _by_script(text, tables["scripts"]) or _by_words(text.casefold(), tables["words"])


def _by_script(text: str, scripts: dict[str, str]) -> str | None:
    letters = [c for c in text if c.isalpha()]
    for code, characters in scripts.items():
        inside = sum(1 for c in letters if re.match(f"[{characters}]", c))
        if letters and inside * 2 > len(letters):
            return code
    return None


def _by_words(text: str, words: dict[str, list[str]]) -> str:
    found = _WORD.findall(text)
    scores = {code: sum(1 for w in found if w in own) for code, own in words.items()}
    best = max(scores, key=lambda code: (scores[code], code == ENGLISH))
    needed = min(ENOUGH, len(found))
    return best if scores[best] >= max(1, needed) and scores[best] > scores[ENGLISH] else ENGLISH


@cache
def _tables() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))
    return content
