"""What the encoder is taught, round by round: our texts, some mistyped, in batches of like length."""

import random

import numpy as np
import pytest

from directory.needs.adaptation.examples import BATCH, LENGTHS, all_examples, batches, mistyped
from directory.needs.minilm import load_tokenizer
from directory.needs.vocabulary import Vocabulary
from directory.needs.wording import Wording


def chance(seed):
    return random.Random(seed)  # noqa: S311 - made-up slips, not secrets


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary.load()


@pytest.fixture(scope="module")
def examples(vocabulary):
    return all_examples(vocabulary, Wording.load())


def test_every_need_and_none_of_them_are_taught(examples, vocabulary):
    taught = {column for one in examples for column in one.columns}
    assert taught == set(range(len(vocabulary) + 1))


def test_a_batch_says_what_its_texts_mean(examples, vocabulary):
    kinds = len(vocabulary) + 1
    made = list(batches(examples[: BATCH * 3], load_tokenizer(), kinds, chance(1)))
    assert len(made) == 3
    for batch in made:
        assert batch.pieces.shape == batch.mask.shape
        assert batch.pieces.shape[1] in LENGTHS
        assert np.allclose(batch.targets.sum(axis=1), 1)
        assert ((batch.pieces != 0) == (batch.mask == 1)).all()  # 0 is the piece that pads
        assert (batch.worth > 0).all()


def test_a_round_is_the_same_for_the_same_seed_and_another_for_another(examples, vocabulary):
    few, tokenizer, kinds = examples[: BATCH * 2], load_tokenizer(), len(vocabulary) + 1
    one, same, other = (next(batches(few, tokenizer, kinds, chance(seed))) for seed in (1, 1, 2))
    assert np.array_equal(one.pieces, same.pieces)
    assert one.pieces.shape != other.pieces.shape or not np.array_equal(one.pieces, other.pieces)


def test_a_mistyped_text_keeps_its_words_and_short_ones_whole():
    text = "my mum fell in the kitchen and she is on her own all day"
    slips = [mistyped(text, chance(seed)) for seed in range(30)]
    assert any(slip != text for slip in slips)
    assert all(len(slip.split()) == len(text.split()) for slip in slips)
    assert all(slip.split()[0] == "my" for slip in slips)
