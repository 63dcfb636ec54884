"""Notes cut into pieces that are heard one by one, as messages of a chat are. Pure.

A piece once written hardly changes, so that only the one being typed has to be heard anew.
"""

import re

LONGEST_PIECE = 220  # characters; a message of a chat is about as long
_SENTENCE = re.compile(r"[^.!?]*[.!?]+[\"')\]]*\s*|[^.!?]+$")


def pieces(notes: str) -> tuple[str, ...]:
    """The lines of `notes`; what is longer than a message is cut where a sentence ends, if one does."""
    found = (piece for line in notes.splitlines() for piece in _of_line(line.strip()))
    return tuple(piece for piece in found if piece)


def finished(notes: str) -> tuple[str, ...]:
    """The pieces without the last one while that is still typed: no stop and no new line follows it."""
    every = pieces(notes)
    ended = notes.endswith("\n") or notes.rstrip().endswith((".", "!", "?"))
    return every if ended else every[:-1]


def _of_line(line: str) -> list[str]:
    found: list[str] = []
    for sentence in _SENTENCE.findall(line):
        if found and len(found[-1]) + len(sentence) <= LONGEST_PIECE:
            found[-1] += sentence
        else:
            found.append(sentence)
    return [piece.strip() for piece in found]
