"""What somebody told while the dialogue was down, told to it with the next message: nobody says it twice.

The words go in front of the new ones and are heard with them, so that one answer takes in both. What was said
between only to ask whether anybody is there ("hello?") stays out: the dialogue would take it for an answer.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain

from bot.understand import SURE_NEED, Understanding
from directory.needs.heard import HeardNeed
from web.resident.said import MOST_CHARACTERS, Said

MOST_RETOLD = 3


def with_what_was_missed(
    said: Said, understanding: Understanding, hear: Callable[[str], Understanding]
) -> tuple[Said, Understanding]:
    """The message as the dialogue should hear it, with the needs told while it was away. Pure but for `hear`.

    Dangers and requests of the earlier messages were answered, and handed on, when they came: of those, only
    the new message counts.
    """
    retold = {words: heard.needs for words in said.missed if _is_to_be_told(heard := hear(words))}
    words = list(retold)[-MOST_RETOLD:]
    whole = "\n".join([*words, said.text])
    if not words or len(whole) > MOST_CHARACTERS:
        return said, understanding
    needs = _all_of([*(retold[each] for each in words), understanding.needs])
    return replace(said, text=whole), replace(understanding, needs=needs, out_of_scope=False)


def _is_to_be_told(heard: Understanding) -> bool:
    """Does it tell of a need, and of nothing that was dealt with by itself?"""
    return heard.request is None and any(need.score >= SURE_NEED for need in heard.needs)


def _all_of(messages: Iterable[Sequence[HeardNeed]]) -> tuple[HeardNeed, ...]:
    """Every need of several messages, as sure as where it was surest, the surest first."""
    surest: dict[str, HeardNeed] = {}
    for need in chain.from_iterable(messages):
        if need.id not in surest or need.score > surest[need.id].score:
            surest[need.id] = need
    return tuple(sorted(surest.values(), key=lambda need: -need.score))
