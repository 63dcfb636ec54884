"""Easy words: fixed sentences of ours in shorter ones. Pure but for one file; what it does not know stays."""

import re
from functools import cache

from web.words.book import words

_FIELD = re.compile(r"\\\{(\w+)\\\}")


def easier(text: str) -> str:
    """The text with each sentence that has easy words said in these; the fields in it stay as they are."""
    for said, easy in _sentences():
        text = said.sub(lambda found, easy=easy: _filled(easy, found), text)  # type: ignore[misc]
    return text


def _filled(easy: str, found: re.Match[str]) -> str:
    known = found.groupdict()
    return re.sub(r"\{(\w+)\}", lambda field: known[field[1]], easy)


@cache
def _sentences() -> tuple[tuple[re.Pattern[str], str], ...]:
    # The longest first: a sentence may be the beginning of another.
    pairs = sorted(words("easy")["sentences"], key=lambda one: -len(one["said"]))
    return tuple((_pattern(str(one["said"])), str(one["easy"])) for one in pairs)


def _pattern(said: str) -> re.Pattern[str]:
    parts = (_FIELD.sub(r"(?P<\1>.+?)", re.escape(word)) for word in said.split())
    return re.compile(r"\s+".join(parts))
