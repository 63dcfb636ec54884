"""The adapted sentence encoder: MiniLM with what `make adapt` taught it, and the head that reads needs.

The changes are low-rank (Hu and others 2021): each matrix of the published network has the product of
two thin ones added.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from directory.needs.minilm import (
    MATRICES,
    NORMS,
    WIDTH,
    Layer,
    Network,
    load_network,
    load_tokenizer,
)
from directory.needs.minilm_session import SentenceVectors
from directory.needs.model import softmax

Floats = npt.NDArray[np.float32]
ADAPTER = Path(__file__).parent / "adapter" / "adapter.npz"


@dataclass(frozen=True)
class Head:
    """Reads needs from a vector: one column a need of `needs`, and a last one for none of them."""

    needs: tuple[str, ...]
    weights: Floats
    bias: Floats


class AdaptedEncoder:
    """Texts in, unit vectors or likelihoods of needs out. Safe to share between threads."""

    def __init__(self, network: Network, tokenizer: Tokenizer, head: Head) -> None:
        self._meaning = SentenceVectors(network)
        self._tokenizer = tokenizer
        self._head = head

    @classmethod
    def load(cls, path: Path = ADAPTER) -> AdaptedEncoder:
        """The published network with the shipped changes."""
        changes = read_adapter(path)
        return cls.of(changes, tuple(str(need) for need in changes["needs"]))

    @classmethod
    def of(cls, changes: Mapping[str, npt.NDArray[Any]], columns: tuple[str, ...]) -> AdaptedEncoder:
        """The published network with what an adapter holds; `columns`: what those of its head stand for."""
        head = Head(columns, changes["head"].astype(np.float32), changes["bias"].astype(np.float32))
        return cls(adapted(load_network(), changes), load_tokenizer(), head)

    @property
    def needs(self) -> tuple[str, ...]:
        """The needs that the head knows."""
        return self._head.needs

    def vectors(self, texts: Sequence[str]) -> Floats:
        """One row a text; an empty text gives a row of zeros."""
        rows = np.zeros((len(texts), WIDTH), dtype=np.float32)
        worded = [place for place, text in enumerate(texts) if text.strip()]
        if worded:
            pieces = [self._tokenizer.encode(texts[place]).ids for place in worded]
            rows[worded] = self._meaning.of(pieces)
        return rows

    def scores(self, texts: Sequence[str]) -> Floats:
        """What the head makes of each text, before softmax: one row a text, one column of the head."""
        return np.asarray(self.vectors(texts) @ self._head.weights + self._head.bias, dtype=np.float32)

    def likelihoods(self, texts: Sequence[str], needs: Sequence[str]) -> Floats:
        """How likely each text tells of each of these needs: one row a text, 0 for a need never learnt."""
        read = softmax(self.scores(texts))
        column = {need: place for place, need in enumerate(self._head.needs)}
        rows = np.zeros((len(texts), len(needs)), dtype=np.float32)
        for place, need in enumerate(needs):
            if need in column:
                rows[:, place] = read[:, column[need]]
        return rows


def read_adapter(path: Path) -> dict[str, npt.NDArray[Any]]:
    """Every array of an adapter by its name: the changes, the head, and what its columns stand for."""
    with np.load(path, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def adapted(network: Network, changes: Mapping[str, npt.NDArray[Any]]) -> Network:
    """The network with `<layer>.<matrix>.a` @ `.b`, `<layer>.<norm>.gain` and `.shift` added."""
    layers = (_adapted_layer(layer, f"{number}", changes) for number, layer in enumerate(network.layers))
    return replace(network, layers=tuple(layers))


def _adapted_layer(layer: Layer, root: str, changes: Mapping[str, npt.NDArray[Any]]) -> Layer:
    def change(name: str) -> Floats:
        return changes[f"{root}.{name}"].astype(np.float32)

    return replace(
        layer,
        matrices={
            name: layer.matrices[name] + change(f"{name}.a") @ change(f"{name}.b") for name in MATRICES
        },
        norms={
            name: (gain + change(f"{name}.gain"), shift + change(f"{name}.shift"))
            for name, (gain, shift) in ((name, layer.norms[name]) for name in NORMS)
        },
    )
