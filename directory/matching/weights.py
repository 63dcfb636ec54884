"""The numbers of ranking, read from weights.yml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

WEIGHTS_FILE = Path(__file__).parent / "weights.yml"


@dataclass(frozen=True)
class NeedWeights:
    """Which heard needs take part, and how soon another need gets the next place."""

    few_words: int
    floor: float
    most: int
    guess: float
    stated_step: float
    spread: float
    least_sure: float
    answers_from: float


@dataclass(frozen=True)
class WordWeights:
    """What shared words are worth beside needs."""

    name: float
    lift: float
    searched: float
    covered: float


@dataclass(frozen=True)
class PlaceWeights:
    """What nearness is worth, and how near help without a place counts."""

    share: float
    half_km: float
    comes_to_you: float
    unknown: float
    other_town: float


@dataclass(frozen=True)
class NationalWeights:
    """How helplines stand behind local services."""

    factor: float
    first_places: int
    local_from: float


@dataclass(frozen=True)
class FreshnessWeights:
    """How far unchecked services sink."""

    days: int
    stale: float
    never: float


@dataclass(frozen=True)
class MatchWeights:
    """Every weight of ranking."""

    needs: NeedWeights
    words: WordWeights
    place: PlaceWeights
    national: NationalWeights
    freshness: FreshnessWeights
    wrong_age: float
    unknown_cost: float
    least: float

    @classmethod
    def load(cls, path: Path = WEIGHTS_FILE) -> MatchWeights:
        """Read the weights file."""
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        return cls(
            needs=NeedWeights(**data["needs"]),
            words=WordWeights(**data["words"]),
            place=PlaceWeights(**data["place"]),
            national=NationalWeights(**data["national"]),
            freshness=FreshnessWeights(**data["freshness"]),
            wrong_age=data["eligibility"]["wrong_age"],
            unknown_cost=data["cost"]["unknown"],
            least=data["least"],
        )
