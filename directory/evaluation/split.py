"""Which situations are held out to measure with: decided by the text itself, so it never moves."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from directory.needs.bank import Situation

SEED = "signpost development split 1"
ONE_IN = 5


def is_held_out(text: str) -> bool:
    """Whether training for measurement must not see this text (nor the same in capitals)."""
    digest = hashlib.sha256(f"{SEED}:{' '.join(text.lower().split())}".encode()).digest()
    return int.from_bytes(digest[:4]) % ONE_IN == 0


def split(situations: Sequence[Situation]) -> tuple[list[Situation], list[Situation]]:
    """(to learn from, held out)."""
    kept = [one for one in situations if not is_held_out(one.text)]
    return kept, [one for one in situations if is_held_out(one.text)]
