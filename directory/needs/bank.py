"""The phrase bank and the cue lexicon: our own text that the recogniser of needs learns from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import yaml

from directory.needs.vocabulary import Vocabulary

PHRASES = Path(__file__).parent / "phrases"
CUES = Path(__file__).parent / "cues"
NOTHING = Path(__file__).parent / "nothing.txt"
SERVICES = Path(__file__).parent / "service_bank.jsonl"
ALSO = " || "  # a line of `phrases/<need>.txt` may go on: situation || other_need, another_need
STRENGTHS = {"almost_only": 3, "strong": 2, "weak": 1}


@dataclass(frozen=True)
class Situation:
    """Somebody's own words and the needs they express, the one they are filed under first; perhaps none."""

    text: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Cue:
    """A word or short phrase that points to a need; weight 3 almost only this need, 2 strong, 1 weak."""

    text: str
    need: str
    weight: int


@dataclass(frozen=True)
class ServiceExample:
    """An invented entry of a directory: the needs it answers squarely, and those it could help with."""

    name: str
    description: str
    needs: tuple[str, ...]
    also: tuple[str, ...]


def load_situations(vocabulary: Vocabulary, folder: Path = PHRASES) -> list[Situation]:
    """Every situation of the bank, in the vocabulary's order."""
    found: list[Situation] = []
    for need_id in vocabulary.ids:
        for line in (folder / f"{need_id}.txt").read_text(encoding="utf-8").splitlines():
            text, _, others = line.partition(ALSO)
            others_heard = tuple(other.strip() for other in others.split(",") if other.strip())
            found.append(Situation(text.strip(), (need_id, *others_heard)))
    return found


def load_nothing(path: Path = NOTHING) -> list[Situation]:
    """What people also write and what tells of no need: answers, greetings, "my mum needs help"."""
    return [Situation(text.strip(), ()) for text in path.read_text(encoding="utf-8").splitlines()]


def load_cues(vocabulary: Vocabulary, folder: Path = CUES) -> list[Cue]:
    """Every cue of the lexicon, in the vocabulary's order."""
    found: list[Cue] = []
    for need_id in vocabulary.ids:
        groups = yaml.safe_load((folder / f"{need_id}.yml").read_text(encoding="utf-8"))
        for strength, weight in STRENGTHS.items():
            found.extend(Cue(text, need_id, weight) for text in groups[strength])
    return found


def load_services(path: Path = SERVICES) -> list[ServiceExample]:
    """Every invented entry that the labelling of services learns from."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        ServiceExample(row["name"], row["description"], tuple(row["needs"]), tuple(row["also"]))
        for row in rows
    ]
