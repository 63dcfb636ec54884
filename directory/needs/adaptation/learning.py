"""Teaching the sentence encoder: low-rank changes and a head for one question or several, learnt together."""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from directory.needs.adaptation.examples import BATCH, Example, batches
from directory.needs.adaptation.network import FIRST_SHARPNESS, Array, Forgetting, scores, unchanged
from directory.needs.adapted_encoder import read_adapter
from directory.needs.minilm import Network, load_tokenizer

# Chosen on a fifth of the phrase bank held out (docs/understanding.md).
RANK, SEED = 16, 1
FASTEST = 1e-3  # how far one step goes; it rises at first and falls to a share of that
SLOWEST_SHARE, WARMING_SHARE = 0.02, 0.06
GOING_ON_SHARE = 0.5  # of that, where an adapter is taught more
FORGOTTEN, SMOOTHED, DECAY, STEEPEST = 0.1, 0.05, 0.01, 1.0


@dataclass(frozen=True)
class Plan:
    """How many answers each question has (their columns lie side by side), and how many rounds to go."""

    answers: tuple[int, ...]
    rounds: int

    @property
    def columns(self) -> int:
        """The answers of all questions."""
        return sum(self.answers)

    def spans(self) -> Iterator[tuple[int, int]]:
        """Where each question's answers begin and end."""
        start = 0
        for size in self.answers:
            yield start, start + size
            start += size


def learn(
    network: Network, examples: Sequence[Example], plan: Plan, begun: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What the network learns from the examples, printing a line a round: a dictionary of arrays.

    An example raises a column of each question whose answer is known; the others learn nothing from it.
    `begun` is what `read` found in an adapter: it is gone on from, with smaller steps.
    """
    fastest = FASTEST if begun is None else FASTEST * GOING_ON_SHARE
    learnt: Array = begun or unchanged(network, RANK, plan.columns, SEED)
    steps = plan.rounds * len(examples) // BATCH
    pace = optax.warmup_cosine_decay_schedule(
        0.0,
        fastest,
        warmup_steps=int(WARMING_SHARE * steps),
        decay_steps=steps,
        end_value=fastest * SLOWEST_SHARE,
    )
    optimiser = optax.chain(optax.clip_by_global_norm(STEEPEST), optax.adamw(pace, weight_decay=DECAY))
    state = optimiser.init(learnt)

    def step(learnt: Array, state: Array, batch: tuple[Array, ...], key: Array) -> Array:
        value, slope = jax.value_and_grad(lambda now: _loss(network, now, batch, key, plan))(learnt)
        change, state = optimiser.update(slope, state, learnt)
        return optax.apply_updates(learnt, change), state, value

    quick_step = jax.jit(step)
    chance, key, started = random.Random(SEED), jax.random.PRNGKey(SEED), time.monotonic()  # noqa: S311
    for round_ in range(plan.rounds):
        losses = []
        for batch in batches(examples, load_tokenizer(), plan.columns, chance):
            key, own = jax.random.split(key)
            arrays = (batch.pieces, batch.mask, batch.targets, batch.worth)
            learnt, state, value = quick_step(learnt, state, arrays, own)
            losses.append(float(value))
        took = time.monotonic() - started
        sys.stdout.write(f"round {round_ + 1}: loss {sum(losses) / len(losses):.3f}, {took:.0f} s so far\n")
        sys.stdout.flush()
    return dict(learnt)


def save(learnt: dict[str, Any], path: Path, **names: Sequence[str]) -> None:
    """Write the adapter in half precision, its head with the sharpness already in it, beside its names."""
    arrays = {name: np.asarray(value) for name, value in learnt.items() if name != "sharpness"}
    arrays["head"] = arrays["head"] * float(jnp.exp(learnt["sharpness"]))
    kept: dict[str, Any] = {name: value.astype(np.float16) for name, value in arrays.items()}
    kept.update({name: np.array(list(values)) for name, values in names.items()})
    path.parent.mkdir(exist_ok=True)
    np.savez_compressed(path, **kept)


def read(path: Path) -> dict[str, Any]:
    """What an adapter holds, as `learn` goes on from it: the sharpness taken out of the head again."""
    found = read_adapter(path)
    arrays = {name: value.astype(np.float32) for name, value in found.items() if value.dtype == np.float16}
    arrays["head"] = arrays["head"] / math.exp(FIRST_SHARPNESS)
    return {**arrays, "sharpness": np.float32(FIRST_SHARPNESS)}


def _loss(network: Network, learnt: Array, batch: tuple[Array, ...], key: Array, plan: Plan) -> Array:
    """How far the answers are from the wanted ones, question by question (cross-entropy, smoothed)."""
    pieces, mask, targets, worth = batch
    said = scores(network, learnt, pieces, mask, Forgetting(FORGOTTEN, key))
    total, weight = 0.0, 0.0
    for start, end in plan.spans():
        known = targets[:, start:end].sum(-1)
        own = worth * (known > 0)
        share = targets[:, start:end] / jnp.maximum(known, 1e-9)[:, None]
        wanted = share * (1 - SMOOTHED) + SMOOTHED / (end - start)
        total += -(own * (wanted * jax.nn.log_softmax(said[:, start:end])).sum(-1)).sum()
        weight += own.sum()
    return total / jnp.maximum(weight, 1e-9)
