"""`python -m directory.evaluation.languages_report`: how well other languages are told apart and understood.

The sentences of `languages/<code>.jsonl` were written for this; nothing learns from them. The messages of
`short_messages.jsonl` say which language they are in, as people type it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from directory.evaluation.measured import SETS, Measured, load_measured
from directory.evaluation.measures import hit, line, share
from directory.evaluation.needs_report import heard_in
from directory.exceptions import DirectoryError
from directory.language.guess import ENGLISH, guess_language
from directory.needs.recogniser import Recogniser
from directory.settings import DirectorySettings

HERE = Path(__file__).parent
SENTENCES = HERE / "languages"
MESSAGES = HERE / "short_messages.jsonl"


def main() -> int:
    """Print both tables; 1 and a sentence where the recogniser was not trained."""
    try:
        recogniser = Recogniser.load(DirectorySettings.from_env().build_dir)
    except DirectoryError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for text in (*needs_lines(recogniser), *told_lines(guess_language)):
        sys.stdout.write(text + "\n")
    return 0


def sentences() -> dict[str, list[Measured]]:
    """The sentences with their needs, by language."""
    return {path.stem: load_measured(path.stem, SENTENCES) for path in sorted(SENTENCES.glob("*.jsonl"))}


def messages() -> list[tuple[str, str, bool]]:
    """(text, language, whether it is written in Latin letters as it sounds)."""
    rows = map(json.loads, MESSAGES.read_text(encoding="utf-8").splitlines())
    return [(row["text"], row["language"], row["as_it_sounds"]) for row in rows]


def needs_lines(recogniser: Recogniser) -> Iterator[str]:
    """Right need first and among the first three, language by language."""
    yield f"Right need, by language{'':<10}first{'':<17}among the first three"
    firsts: list[bool] = []
    thirds: list[bool] = []
    for code, situations in sentences().items():
        pairs = list(zip(heard_in(recogniser, situations), situations, strict=True))
        first = [hit([need.id for need in heard], one.needs, 1) for heard, one in pairs]
        third = [hit([need.id for need in heard], one.needs, 3) for heard, one in pairs]
        yield line(f"{code} ({len(pairs)})", first, third)
        firsts, thirds = firsts + first, thirds + third
    yield line(f"all ({len(firsts)})", firsts, thirds)


def told_lines(guess: Callable[[str], str]) -> Iterator[str]:
    """How many messages get their language or are told from English, and how much English is not."""
    heard = [(guess(text), code, sounds) for text, code, sounds in messages()]
    heard += [(guess(one.text), code, False) for code, ones in sentences().items() for one in ones]
    for name, chosen in (
        ("own script or accents", [row for row in heard if not row[2]]),
        ("Latin letters as it sounds", [row for row in heard if row[2]]),
    ):
        right = share([guessed == code for guessed, code, _ in chosen])
        told = share([guessed != ENGLISH for guessed, _, _ in chosen])
        yield f"{name} ({len(chosen)}): right language {right:.3f}, told from English {told:.3f}"
    for name in SETS:
        others = [guess(one.text) != ENGLISH for one in load_measured(name)]
        yield f"English, {name} situations ({len(others)}): taken for another language {share(others):.4f}"


if __name__ == "__main__":
    sys.exit(main())
