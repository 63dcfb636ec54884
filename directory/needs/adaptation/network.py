"""The same network as directory/needs/minilm.py, over padded texts and with what can be learnt, for JAX."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp

from directory.needs.minilm import HEADS, MATRICES, NORMS, WIDTH, Network

Array = Any  # JAX's arrays, and trees of them
FIRST_SHARPNESS = 2.5  # the logarithm of how far unit vectors are stretched before the head reads them


@dataclass(frozen=True)
class Forgetting:
    """Values set to nothing while learning, at random, so that no single one is leaned upon (drop-out)."""

    share: float
    key: Array

    def of_layer(self, number: int, values: Array) -> Array:
        kept = jax.random.bernoulli(jax.random.fold_in(self.key, number), 1 - self.share, values.shape)
        return values * kept / (1 - self.share)


def unchanged(network: Network, rank: int, kinds: int, seed: int) -> Array:
    """What can be learnt, before anything is: changes that change nothing and a head that knows nothing."""
    keys = iter(jax.random.split(jax.random.PRNGKey(seed), len(network.layers) * len(MATRICES)))
    changes: dict[str, Array] = {}
    for number, layer in enumerate(network.layers):
        for name in MATRICES:
            into, out = layer.matrices[name].shape
            changes[f"{number}.{name}.a"] = jax.random.normal(next(keys), (into, rank)) / math.sqrt(into)
            changes[f"{number}.{name}.b"] = jnp.zeros((rank, out))
        for name in NORMS:
            changes[f"{number}.{name}.gain"] = jnp.zeros(WIDTH)
            changes[f"{number}.{name}.shift"] = jnp.zeros(WIDTH)
    head = {
        "head": jnp.zeros((WIDTH, kinds)),
        "bias": jnp.zeros(kinds),
        "sharpness": jnp.array(FIRST_SHARPNESS),
    }
    return {**changes, **head}


def scores(
    network: Network, learnt: Array, pieces: Array, mask: Array, forgetting: Forgetting | None
) -> Array:
    """(texts, kinds) before softmax, of padded `pieces` (texts, places) where `mask` is 1."""
    vectors = _sentence_vectors(network, learnt, pieces, mask, forgetting)
    return jnp.exp(learnt["sharpness"]) * vectors @ learnt["head"] + learnt["bias"]


def _sentence_vectors(
    network: Network, learnt: Array, pieces: Array, mask: Array, forgetting: Forgetting | None
) -> Array:
    rows = jnp.asarray(network.pieces)[pieces] + network.places[: pieces.shape[1]]
    rows = _normed(rows, *network.norm)
    unseen = (1 - mask)[:, None, None, :] * -1e9
    for number in range(len(network.layers)):
        rows = _through(network, learnt, number, rows, unseen, forgetting)
    means = (rows * mask[:, :, None]).sum(1) / mask[:, :, None].sum(1)
    return means / jnp.sqrt((means * means).sum(-1, keepdims=True) + 1e-12)


def _through(
    network: Network, learnt: Array, number: int, rows: Array, unseen: Array, forgetting: Forgetting | None
) -> Array:
    layer = network.layers[number]

    def linear(name: str, values: Array) -> Array:
        change = learnt[f"{number}.{name}.a"] @ learnt[f"{number}.{name}.b"]
        return values @ (layer.matrices[name] + change) + layer.biases[name]

    def normed(name: str, values: Array) -> Array:
        gain, shift = layer.norms[name]
        return _normed(
            values, gain + learnt[f"{number}.{name}.gain"], shift + learnt[f"{number}.{name}.shift"]
        )

    def forgotten(place: int, values: Array) -> Array:
        return values if forgetting is None else forgetting.of_layer(2 * number + place, values)

    query, key, value = (_by_head(linear(name, rows)) for name in ("query", "key", "value"))
    shares = jax.nn.softmax(query @ key.transpose(0, 1, 3, 2) / math.sqrt(WIDTH / HEADS) + unseen)
    seen = (shares @ value).transpose(0, 2, 1, 3).reshape(rows.shape)
    rows = normed("after_attention", rows + forgotten(0, linear("output", seen)))
    step = linear("down", jax.nn.gelu(linear("up", rows), approximate=True))
    return normed("after_step", rows + forgotten(1, step))


def _by_head(rows: Array) -> Array:
    texts, places, _ = rows.shape
    return rows.reshape(texts, places, HEADS, WIDTH // HEADS).transpose(0, 2, 1, 3)


def _normed(rows: Array, gain: Array, shift: Array) -> Array:
    centred = rows - rows.mean(-1, keepdims=True)
    return centred / jnp.sqrt((centred * centred).mean(-1, keepdims=True) + 1e-12) * gain + shift
