"""Reads labelled messages, and parts what can be learnt from what is known already or must not be learnt."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from rapidfuzz import fuzz, process

from bot.exceptions import LabelRefused
from bot.learning.labels import Labelled, Labels, place_of, tidy
from bot.privacy import redact
from directory.needs.bank import ALSO

STAND_INS = Path(__file__).parent / "stand_ins.yml"
# Where texts stand that only measure; nothing that is one of them, or nearly, may ever be learnt.
MEASURED = ("directory/evaluation/**/*.jsonl", "bot/**/*measured*.jsonl", "bot/**/evaluation/**/*.jsonl")
# Words stand once in the banks that are learnt together.
TOGETHER = (
    ("directory/needs/phrases", "directory/needs/nothing.txt"),
    ("bot/safeguarding/bank",),
    ("bot/requests/bank",),
)
NEARLY_THE_SAME = 90  # of 100, letters in common
WORDS_TO_COMPARE = 5  # of fewer words, alike is not copied


@dataclass
class Sorted:
    """What came of the lines: to learn, how many were known, and why others cannot be learnt (no words)."""

    to_learn: list[Labelled] = field(default_factory=list)
    known: int = 0
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Texts:
    """What stands in the banks, bank by bank as plain words to the file they stand in; and what measures."""

    banks: tuple[dict[str, PurePosixPath], ...]
    measured: frozenset[str]

    @classmethod
    def load(cls, root: Path) -> "Texts":
        """Every line of the banks, and every text of the test sets."""
        banks = tuple(dict(_lines(root, places)) for places in TOGETHER)
        return cls(banks, frozenset(_measured(root)))

    def is_known(self, one: Labelled) -> bool:
        """Does the bank say this already? LabelRefused where it must not be learnt."""
        plain = plainly(one.text)
        if plain in self.measured or self._nearly_measured(plain):
            raise LabelRefused(
                "The words are in a test set, or nearly: they measure, and must not be learnt."
            )
        stands = self._bank_of(place_of(one)).get(plain)
        if stands not in (None, place_of(one)):
            raise LabelRefused(f"The words stand in {stands} already, where they mean something else.")
        return stands is not None

    def note(self, one: Labelled) -> None:
        """From now on the bank says this."""
        self._bank_of(place_of(one))[plainly(one.text)] = place_of(one)

    def _bank_of(self, place: PurePosixPath) -> dict[str, PurePosixPath]:
        for bank, places in zip(self.banks, TOGETHER, strict=True):
            if any(place.is_relative_to(each) for each in places):
                return bank
        raise LabelRefused(f"There is no bank for {place}.")

    def _nearly_measured(self, plain: str) -> bool:
        if len(plain.split()) < WORDS_TO_COMPARE:
            return False
        near = process.extractOne(plain, self.measured, scorer=fuzz.ratio, score_cutoff=NEARLY_THE_SAME)
        return near is not None


def sort(lines: Iterable[str], labels: Labels, texts: Texts) -> Sorted:
    """Every line of the export put where it belongs. A line that cannot be read costs no other its place."""
    found = Sorted()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            one = read(line)
            labels.check(one)
            if texts.is_known(one):
                found.known += 1
                continue
            texts.note(one)
            found.to_learn.append(one)
        except LabelRefused as refusal:
            found.refused.append(f"Line {number}: {refusal}")
    return found


def read(line: str) -> Labelled:
    """One line of the export; LabelRefused for anything else."""
    try:
        row = json.loads(line)
    except ValueError:
        raise LabelRefused("It is no JSON.") from None
    if not isinstance(row, Mapping) or not _has_shape(row):
        raise LabelRefused("It must be an object with text, label and of.")
    text = tidy(row["text"])
    if redact(text) != text:
        raise LabelRefused("The words still hold a number, an address or a name.")
    return Labelled(_without_marks(text), row["label"], tuple(row["of"]))


def plainly(text: str) -> str:
    """Words as they are compared: small letters, single blanks."""
    return tidy(text).casefold()


def _without_marks(text: str) -> str:
    for mark, plain in _stand_ins().items():
        text = text.replace(mark, plain)
    return text


@cache
def _stand_ins() -> dict[str, str]:
    return dict(yaml.safe_load(STAND_INS.read_text(encoding="utf-8")))


def _has_shape(row: Mapping[str, Any]) -> bool:
    of = row.get("of")
    words = isinstance(row.get("text"), str) and isinstance(row.get("label"), str)
    return words and isinstance(of, list) and all(isinstance(each, str) for each in of)


def _lines(root: Path, places: Iterable[str]) -> Iterator[tuple[str, PurePosixPath]]:
    for place in places:
        path = root / place
        for file in [path] if path.is_file() else sorted(path.rglob("*.txt")):
            for line in file.read_text(encoding="utf-8").splitlines():
                yield plainly(line.partition(ALSO)[0]), PurePosixPath(file.relative_to(root).as_posix())


def _measured(root: Path) -> Iterator[str]:
    for pattern in MEASURED:
        for file in sorted(root.glob(pattern)):
            for line in filter(str.strip, file.read_text(encoding="utf-8").splitlines()):
                text = json.loads(line).get("text")
                if isinstance(text, str):
                    yield plainly(text)
