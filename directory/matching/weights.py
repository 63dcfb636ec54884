"""The numbers of ranking, read from weights.yml, which says what each is for."""

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
    shared_places: int
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
    whole_area: float
    unknown: float
    other_town: float
    out_of_area: float
    own_km: float
    own_town_from: float


@dataclass(frozen=True)
class NationalWeights:
    """How helplines stand behind local services."""

    factor: float
    first_places: int
    local_from: float
    searched_from: float


@dataclass(frozen=True)
class EligibilityWeights:
    """How far a service sinks that is for other people."""

    wrong_age: float
    other_condition: float
    not_said: float


@dataclass(frozen=True)
class CostWeights:
    """What free is worth when it is asked for."""

    unknown: float
    tight_unknown: float
    tight_paid: float


@dataclass(frozen=True)
class OpeningWeights:
    """When evenings or weekends are asked for."""

    closed: float
    unknown: float


@dataclass(frozen=True)
class AccessWeights:
    """When somebody says what they need to get in."""

    unknown: float
    lacks: float


@dataclass(frozen=True)
class LanguageWeights:
    """When a language is asked for."""

    other: float


@dataclass(frozen=True)
class FreshnessWeights:
    """How far unchecked services sink."""

    days: int
    stale: float
    never: float
    vanished: float


@dataclass(frozen=True)
class SourceWeights:
    """What the trust in a source is worth."""

    trust: float


@dataclass(frozen=True)
class UnsureWeights:
    """What is offered to choose from when nobody can be sure what is meant."""

    least: float
    choices: int


@dataclass(frozen=True)
class MatchWeights:
    """Every weight of ranking."""

    needs: NeedWeights
    words: WordWeights
    place: PlaceWeights
    national: NationalWeights
    eligibility: EligibilityWeights
    cost: CostWeights
    opening: OpeningWeights
    access: AccessWeights
    language: LanguageWeights
    freshness: FreshnessWeights
    source: SourceWeights
    unsure: UnsureWeights
    least: float

    @classmethod
    def load(cls, path: Path = WEIGHTS_FILE) -> MatchWeights:
        """Read the weights file; a number too many or too few is a TypeError at the start."""
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        return cls(
            needs=NeedWeights(**data.pop("needs")),
            words=WordWeights(**data.pop("words")),
            place=PlaceWeights(**data.pop("place")),
            national=NationalWeights(**data.pop("national")),
            eligibility=EligibilityWeights(**data.pop("eligibility")),
            cost=CostWeights(**data.pop("cost")),
            opening=OpeningWeights(**data.pop("opening")),
            access=AccessWeights(**data.pop("access")),
            language=LanguageWeights(**data.pop("language")),
            freshness=FreshnessWeights(**data.pop("freshness")),
            source=SourceWeights(**data.pop("source")),
            unsure=UnsureWeights(**data.pop("unsure")),
            **data,
        )
