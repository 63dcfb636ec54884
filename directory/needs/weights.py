"""The recogniser's numbers, read from weights.yml: how opinions are trained, mixed and acted on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from directory.needs.heard import Sureness

WEIGHTS_FILE = Path(__file__).parent / "weights.yml"


@dataclass(frozen=True)
class Training:
    """How near to the examples each model goes, and what a cue is worth as one of them."""

    ngrams: float
    embedding: float
    cue_as_text: dict[int, float]


@dataclass(frozen=True)
class Support:
    """What a further need must have of its own beside a louder one, or it sinks."""

    unsupported: float
    clause: float
    share: float
    only_with_cues: tuple[str, ...]
    without_cues: float
    cues: float


@dataclass(frozen=True)
class Labelling:
    """What the parts of a service's own text count, and which needs are kept."""

    name: float
    sentences: float
    whole: float
    cues: float
    cue_sharpness: float
    entries: float
    floor: float
    most: int


@dataclass(frozen=True)
class Weights:
    """Shares of the opinions, of the whole text against its clauses, and when a need is sure."""

    opinions: dict[str, float]
    whole: float
    sharpness: float
    cue_sharpness: float
    training: Training
    sureness: Sureness
    support: Support
    labelling: Labelling

    @classmethod
    def load(cls, path: Path = WEIGHTS_FILE) -> Weights:
        """Read the weights file."""
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        return cls(
            opinions=data["opinions"],
            whole=data["whole"],
            sharpness=data["sharpness"],
            cue_sharpness=data["cue_sharpness"],
            training=Training(**data["training"]),
            sureness=Sureness(**data["sureness"]),
            support=Support(
                **{**data["support"], "only_with_cues": tuple(data["support"]["only_with_cues"])}
            ),
            labelling=Labelling(**data["labelling"]),
        )
