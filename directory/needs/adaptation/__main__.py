"""`make adapt`: teaches the sentence encoder our phrase bank and keeps what it learnt as adapter.npz."""

from __future__ import annotations

import sys

from directory.needs.adaptation.examples import all_examples
from directory.needs.adaptation.learning import Plan, learn, save
from directory.needs.adapted_encoder import ADAPTER
from directory.needs.minilm import load_network
from directory.needs.vocabulary import Vocabulary
from directory.needs.wording import Wording

ROUNDS = 5  # half an hour on two cores


def main() -> int:
    """Learn, printing a line a round, and write the adapter."""
    vocabulary = Vocabulary.load()
    examples = all_examples(vocabulary, Wording.load())
    sys.stdout.write(f"{len(examples)} examples, {ROUNDS} rounds\n")
    learnt = learn(load_network(), examples, Plan((len(vocabulary) + 1,), ROUNDS))
    save(learnt, ADAPTER, needs=vocabulary.ids)
    return 0


if __name__ == "__main__":
    sys.exit(main())
