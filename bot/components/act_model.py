"""A linear model of dialogue acts over sparse features: numpy to serve, scikit-learn only to train.

Kept as plain arrays and JSON, never as a pickle: loading a model runs nothing.
"""

import json
import math
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.components.words_in import features

RAREST_KEPT = 2  # a feature seen once in training tells nothing about other people's words
STRENGTH = 12.0  # inverse of the regularisation; chosen on held-out answers


@dataclass(frozen=True)
class ActModel:
    """Acts, the place and weight of each feature, and one row of numbers per feature."""

    acts: list[str]
    places: dict[str, int]
    rarity: NDArray[np.float32]
    weights: NDArray[np.float32]
    offsets: NDArray[np.float32]

    def rank(self, text: str) -> list[tuple[str, float]]:
        """Every act with its probability, likeliest first."""
        places, values = _weighed(text, self.places, self.rarity)
        scores = self.offsets + (values[:, None] * self.weights[places]).sum(axis=0)
        odds = np.exp(scores - scores.max())
        shares = odds / odds.sum()
        return [(self.acts[at], float(shares[at])) for at in np.argsort(-shares, kind="stable")]

    def save(self, folder: Path) -> None:
        """Write the model into a folder that exists."""
        np.savez(folder / "numbers.npz", rarity=self.rarity, weights=self.weights, offsets=self.offsets)
        names = {"acts": self.acts, "features": list(self.places)}
        (folder / "names.json").write_text(json.dumps(names), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "ActModel":
        """Read a model that `save` wrote; OSError, KeyError or ValueError where it is not one."""
        names = json.loads((folder / "names.json").read_text(encoding="utf-8"))
        with np.load(folder / "numbers.npz", allow_pickle=False) as numbers:
            places = {name: at for at, name in enumerate(names["features"])}
            return cls(names["acts"], places, numbers["rarity"], numbers["weights"], numbers["offsets"])


def train(texts: list[str], acts: list[str]) -> ActModel:
    """A model of which act each text is; the same texts give the same model."""
    # Imported here because only training needs them, and serving must start quickly.
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    places, rarity = _vocabulary(texts)
    rows = [_weighed(text, places, rarity) for text in texts]
    starts = np.cumsum([0, *(len(row[0]) for row in rows)])
    table = csr_matrix(
        (np.concatenate([row[1] for row in rows]), np.concatenate([row[0] for row in rows]), starts),
        shape=(len(texts), len(places)),
    )
    learner = LogisticRegression(C=STRENGTH, max_iter=400, class_weight="balanced")
    learner.fit(table, acts)
    return ActModel(
        [str(act) for act in learner.classes_],
        places,
        rarity,
        np.ascontiguousarray(learner.coef_.T, dtype=np.float32),
        np.asarray(learner.intercept_, dtype=np.float32),
    )


def _vocabulary(texts: list[str]) -> tuple[dict[str, int], NDArray[np.float32]]:
    """The features worth keeping, each with its place, and how telling its rarity makes it."""
    seen_in = Counter(name for text in texts for name in set(features(text)))
    kept = sorted(name for name, times in seen_in.items() if times >= RAREST_KEPT)
    rarity = [1 + math.log((1 + len(texts)) / (1 + seen_in[name])) for name in kept]
    return {name: at for at, name in enumerate(kept)}, np.asarray(rarity, dtype=np.float32)


def _weighed(
    text: str, places: dict[str, int], rarity: NDArray[np.float32]
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The places of a text's known features and their values, scaled to length one."""
    counts = Counter(places[name] for name in features(text) if name in places)
    at = np.asarray(sorted(counts), dtype=np.int32)
    values = np.asarray([1 + math.log(counts[place]) for place in at], dtype=np.float32) * rarity[at]
    length = float(np.linalg.norm(values)) or 1.0
    return at, values / length
