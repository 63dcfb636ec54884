"""The parts of a message that may each tell of another need: "mum keeps falling" and "I'm worn out". Pure."""

import re

BETWEEN = re.compile(r"[.;!?\n,]+|\b(?:and|but|also|plus|because|so)\b", re.IGNORECASE)
FEWEST_WORDS = 2


def clauses(text: str) -> list[str]:
    """The clauses of a text that has several; nothing where it is one."""
    parts = [" ".join(part.split()) for part in BETWEEN.split(text)]
    parts = [part for part in parts if len(part.split()) >= FEWEST_WORDS]
    return parts if len(parts) > 1 else []
