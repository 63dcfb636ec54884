"""The situations that measure: written apart from the phrase bank, which no training ever reads.

`development` may be looked at while something is built; `test` is only ever counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "situations"
SETS = ("development", "test")


@dataclass(frozen=True)
class Measured:
    """Somebody's words, the needs a careful reader hears in them (the main one first), and how it is told."""

    text: str
    needs: tuple[str, ...]
    kind: str


def load_measured(name: str, folder: Path = FOLDER) -> list[Measured]:
    """One of the SETS, in the order it was written."""
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [Measured(row["text"], tuple(row["needs"]), row["kind"]) for row in rows]


def kinds(situations: Iterable[Measured]) -> list[str]:
    """The ways of telling that occur, each once, in the order of the alphabet."""
    return sorted({one.kind for one in situations})
