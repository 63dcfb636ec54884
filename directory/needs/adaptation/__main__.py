"""`make adapt`: teaches the sentence encoder our phrase bank and keeps what it learnt as adapter.npz."""

from __future__ import annotations

import random
import sys
import time
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from directory.needs.adaptation.examples import BATCH, Batch, Example, all_examples, batches
from directory.needs.adaptation.network import Array, Forgetting, scores, unchanged
from directory.needs.adapted_encoder import ADAPTER
from directory.needs.minilm import Network, load_network, load_tokenizer
from directory.needs.vocabulary import Vocabulary
from directory.needs.wording import Wording

# Chosen on a fifth of the bank held out (docs/understanding.md); five rounds take half an hour on two cores.
RANK, ROUNDS, SEED = 16, 5, 1
FASTEST, SLOWEST_SHARE, WARMING_SHARE = (
    1e-3,
    0.02,
    0.06,
)  # how far one step goes, and how that rises and falls
FORGOTTEN, SMOOTHED, DECAY, STEEPEST = 0.1, 0.05, 0.01, 1.0


def main() -> int:
    """Learn, printing a line a round, and write the adapter."""
    vocabulary = Vocabulary.load()
    examples = all_examples(vocabulary, Wording.load())
    sys.stdout.write(f"{len(examples)} examples, {ROUNDS} rounds\n")
    learnt = learn(load_network(), examples, len(vocabulary) + 1)
    save(learnt, vocabulary.ids)
    return 0


def learn(network: Network, examples: list[Example], kinds: int) -> Array:
    """What the network learns from the examples: a dictionary of arrays."""
    learnt = unchanged(network, RANK, kinds, SEED)
    pace = optax.warmup_cosine_decay_schedule(
        0.0,
        FASTEST,
        warmup_steps=int(WARMING_SHARE * ROUNDS * len(examples) / BATCH),
        decay_steps=ROUNDS * len(examples) // BATCH,
        end_value=FASTEST * SLOWEST_SHARE,
    )
    optimiser = optax.chain(optax.clip_by_global_norm(STEEPEST), optax.adamw(pace, weight_decay=DECAY))
    state = optimiser.init(learnt)

    def loss(learnt: Array, batch: tuple[Array, ...], key: Array) -> Array:
        pieces, mask, targets, worth = batch
        said = jax.nn.log_softmax(scores(network, learnt, pieces, mask, Forgetting(FORGOTTEN, key)))
        wanted = targets * (1 - SMOOTHED) + SMOOTHED / kinds
        return -(worth * (wanted * said).sum(-1)).sum() / worth.sum()

    def step(learnt: Array, state: Array, batch: tuple[Array, ...], key: Array) -> Array:
        value, slope = jax.value_and_grad(loss)(learnt, batch, key)
        change, state = optimiser.update(slope, state, learnt)
        return optax.apply_updates(learnt, change), state, value

    quick_step = jax.jit(step)
    chance, key, started = random.Random(SEED), jax.random.PRNGKey(SEED), time.monotonic()  # noqa: S311
    for round_ in range(ROUNDS):
        losses = []
        for batch in batches(examples, load_tokenizer(), kinds, chance):
            key, own = jax.random.split(key)
            learnt, state, value = quick_step(learnt, state, _arrays(batch), own)
            losses.append(float(value))
        took = time.monotonic() - started
        sys.stdout.write(f"round {round_ + 1}: loss {sum(losses) / len(losses):.3f}, {took:.0f} s so far\n")
        sys.stdout.flush()
    return learnt


def save(learnt: Array, needs: tuple[str, ...]) -> None:
    """Write the adapter in half precision, its head with the sharpness already in it."""
    arrays = {name: np.asarray(value) for name, value in learnt.items() if name != "sharpness"}
    arrays["head"] = arrays["head"] * float(jnp.exp(learnt["sharpness"]))
    halves: dict[str, Any] = {name: value.astype(np.float16) for name, value in arrays.items()}
    ADAPTER.parent.mkdir(exist_ok=True)
    np.savez_compressed(ADAPTER, needs=np.array(needs), **halves)


def _arrays(batch: Batch) -> tuple[Array, ...]:
    return batch.pieces, batch.mask, batch.targets, batch.worth


if __name__ == "__main__":
    sys.exit(main())
