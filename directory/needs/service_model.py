"""What was learnt from invented directory entries: how likely a name and a description answer each need."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from directory.exceptions import NotBuilt
from directory.needs.artefact import fingerprint
from directory.needs.encoder import SentenceEncoder
from directory.needs.ngrams import NgramIndex

Floats = npt.NDArray[np.float32]
BETWEEN = "|"  # stands between name and description: no word pair goes across
MEANING = np.float32(0.5)  # how far the two embeddings count beside the n-grams
READ = 250  # words of a description


@dataclass(frozen=True)
class ServiceModel:
    """One column a need, each judged by itself: an entry may answer several needs or none."""

    ngrams: NgramIndex
    weights: Floats
    bias: Floats

    def likelihoods(
        self, name: Sequence[str], description: Sequence[str], encoder: SentenceEncoder
    ) -> Floats:
        """How likely the entry answers each need, 0 to 1, in the vocabulary's order."""
        numbers, values = self.ngrams.row(entry_words(name, description))
        size = len(self.ngrams.names)
        scores = values @ self.weights[numbers] + self.bias
        scores = scores + entry_meaning(name, description, encoder) @ self.weights[size:]
        return np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write the model in one move, and take away those made from older entries."""
        path.parent.mkdir(parents=True, exist_ok=True)
        names = np.frombuffer("\n".join(self.ngrams.names).encode(), dtype=np.uint8)
        unfinished = path.with_suffix(f".{os.getpid()}.tmp")
        with unfinished.open("wb") as file:
            np.savez(file, names=names, rarity=self.ngrams.rarity, weights=self.weights, bias=self.bias)
        unfinished.replace(path)
        for older in path.parent.glob("services-*.npz"):
            if older != path:
                older.unlink(missing_ok=True)

    @classmethod
    def load(cls, build_dir: Path) -> ServiceModel:
        """The trained model; NotBuilt where it was never trained or its entries have changed since."""
        path = service_model_path(build_dir)
        if not path.is_file():
            raise NotBuilt(
                "The labelling of services is not trained for the present entries: run `make train`."
            )
        with np.load(path, allow_pickle=False) as stored:
            names = stored["names"].tobytes().decode().split("\n")
            return cls(NgramIndex(names, stored["rarity"]), stored["weights"], stored["bias"])


def service_model_path(build_dir: Path) -> Path:
    """Where the model made from the present entries, code and libraries is kept."""
    return build_dir / "needs" / f"services-{fingerprint()}.npz"


def entry_words(name: Sequence[str], description: Sequence[str]) -> list[str]:
    """An entry as one row of words."""
    return [*name, BETWEEN, *description[:READ]]


def entry_meaning(name: Sequence[str], description: Sequence[str], encoder: SentenceEncoder) -> Floats:
    """The embeddings of name and description, side by side, as weighty as the model was taught with."""
    pair = encoder.encode([" ".join(name), " ".join(description[:READ])])
    return np.asarray(pair.ravel() * MEANING, dtype=np.float32)
