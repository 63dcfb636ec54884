"""The parts of a message that may each tell of another need: "mum keeps falling" and "I'm worn out". Pure."""

import re
from collections.abc import Iterable

BETWEEN = re.compile(r"[.;!?\n,]+|\b(?:and|but|also|plus|because|so)\b", re.IGNORECASE)
FEWEST_WORDS = 2
# Of a whole conversation; ten milliseconds each to recognise, and a message of commas has seven hundred.
MOST_CLAUSES = 60


def clauses(text: str) -> list[str]:
    """The clauses of a text that has several; nothing where it is one."""
    parts = [" ".join(part.split()) for part in BETWEEN.split(text)]
    parts = [part for part in parts if len(part.split()) >= FEWEST_WORDS]
    return parts if len(parts) > 1 else []


def clauses_of(texts: Iterable[str]) -> list[str]:
    """The clauses of several texts, each once; of more than MOST_CLAUSES the newest."""
    return list(dict.fromkeys(clause for text in texts for clause in clauses(text)))[-MOST_CLAUSES:]
