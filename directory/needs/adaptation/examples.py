"""What the encoder is adapted on: the bank's situations, what tells of nothing, and the telling cues."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from directory.needs.bank import load_cues, load_nothing, load_situations
from directory.needs.vocabulary import Vocabulary
from directory.needs.wording import Wording

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int32]
CUE_WORTH = {3: 0.6, 2: 0.35}  # of one situation; weak cues tell too little by themselves
MISTYPED = 0.3  # share of the texts that get typing errors, others each round
WORDS_A_SLIP = 10
LETTERS = "etaoinshr"
BATCH = 32
# Texts are padded to one of these lengths, so that the network is compiled for few shapes.
LENGTHS = (16, 24, 32, 48, 64, 96, 128, 192)
SORTED_TOGETHER = 20  # batches: texts of like length share one, yet each round they fall otherwise


@dataclass(frozen=True)
class Example:
    """A text as the recogniser reads it, the columns it should raise, and its worth."""

    text: str
    columns: tuple[int, ...]
    worth: float


@dataclass(frozen=True)
class Batch:
    """Padded word pieces and their mask (texts, places); targets (texts, kinds); worth (texts)."""

    pieces: Numbers
    mask: Floats
    targets: Floats
    worth: Floats


def all_examples(vocabulary: Vocabulary, wording: Wording) -> list[Example]:
    """Everything there is to learn from; the last column stands for "none of the needs"."""
    nothing = (len(vocabulary),)

    def read(text: str) -> str:
        return " ".join(wording.words(text))

    examples = [
        Example(read(one.text), tuple(vocabulary.position[need] for need in one.needs) or nothing, 1.0)
        for one in (*load_situations(vocabulary), *load_nothing())
    ]
    for cue in load_cues(vocabulary):
        if cue.weight in CUE_WORTH:
            examples.append(Example(read(cue.text), (vocabulary.position[cue.need],), CUE_WORTH[cue.weight]))
    return examples


def batches(
    examples: Sequence[Example], tokenizer: Tokenizer, kinds: int, chance: random.Random
) -> Iterator[Batch]:
    """One round through the examples, in an order and with typing errors of its own."""
    texts = [mistyped(one.text, chance) if chance.random() < MISTYPED else one.text for one in examples]
    pieces = [tokenizer.encode(text).ids for text in texts]
    order = list(range(len(examples)))
    chance.shuffle(order)
    groups: list[list[int]] = []
    for start in range(0, len(order), BATCH * SORTED_TOGETHER):
        near = sorted(order[start : start + BATCH * SORTED_TOGETHER], key=lambda place: len(pieces[place]))
        groups.extend(near[first : first + BATCH] for first in range(0, len(near), BATCH))
    chance.shuffle(groups)
    for group in groups:
        if len(group) == BATCH:  # a smaller one would be compiled for alone; its texts come next round
            yield _batch([examples[place] for place in group], [pieces[place] for place in group], kinds)


def mistyped(text: str, chance: random.Random) -> str:
    """The text with a letter left out, swapped, doubled or missed every ten words or so."""
    words = text.split(" ")
    for _ in range(1 + len(words) // WORDS_A_SLIP):
        place = chance.randrange(len(words))
        word = words[place]
        if len(word) >= 4:
            at = chance.randrange(1, len(word) - 1)
            slips = (
                word[:at] + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[: at + 1] + word[at:],
                word[:at] + chance.choice(LETTERS) + word[at + 1 :],
            )
            words[place] = chance.choice(slips)
    return " ".join(words)


def _batch(examples: Sequence[Example], pieces: Sequence[Sequence[int]], kinds: int) -> Batch:
    longest = max(len(text) for text in pieces)
    width = next(length for length in LENGTHS if length >= longest)
    padded = np.zeros((len(pieces), width), dtype=np.int32)
    mask = np.zeros((len(pieces), width), dtype=np.float32)
    targets = np.zeros((len(pieces), kinds), dtype=np.float32)
    for row, (one, text) in enumerate(zip(examples, pieces, strict=True)):
        padded[row, : len(text)] = text
        mask[row, : len(text)] = 1
        for column in one.columns:
            targets[row, column] += 1 / len(one.columns)
    return Batch(padded, mask, targets, np.array([one.worth for one in examples], dtype=np.float32))
