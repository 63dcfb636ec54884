"""MiniLM in numpy gives what the published network gives, and an adapter changes just what it says."""

import numpy as np
import pytest

from directory.needs.adapted_encoder import AdaptedEncoder, Head, adapted
from directory.needs.minilm import MATRICES, NORMS, WIDTH, load_network, load_tokenizer, sentence_vectors
from directory.needs.vocabulary import Vocabulary

# Cosines that the model's authors print for these pairs (sbert.net, "Semantic Textual Similarity").
PUBLISHED = [
    ("The cat sits outside", "The dog plays in the garden", 0.2838),
    ("A man is playing guitar", "A woman watches TV", -0.0327),
    ("The new movie is awesome", "The new movie is so great", 0.8939),
]


@pytest.fixture(scope="module")
def network():
    return load_network()


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer()


def no_change():
    changes = {"needs": np.array(["pets", "meals"])}
    for number in range(6):
        for name in MATRICES:
            rows = 4 * WIDTH if name == "down" else WIDTH
            columns = 4 * WIDTH if name == "up" else WIDTH
            changes[f"{number}.{name}.a"] = np.ones((rows, 1), dtype=np.float16)
            changes[f"{number}.{name}.b"] = np.zeros((1, columns), dtype=np.float16)
        for name in NORMS:
            changes[f"{number}.{name}.gain"] = np.zeros(WIDTH, dtype=np.float16)
            changes[f"{number}.{name}.shift"] = np.zeros(WIDTH, dtype=np.float16)
    return changes


@pytest.mark.parametrize(("one", "other", "cosine"), PUBLISHED)
def test_sentences_are_as_near_as_published(network, tokenizer, one, other, cosine):
    first, second = sentence_vectors(network, [tokenizer.encode(text).ids for text in (one, other)])
    assert float(first @ second) == pytest.approx(cosine, abs=2e-3)


def test_a_text_beside_others_is_the_same_text(network, tokenizer):
    texts = ["he keeps falling", "who will feed the cat while I am in hospital next week", "lonely"]
    pieces = [tokenizer.encode(text).ids for text in texts]
    together = sentence_vectors(network, pieces)
    alone = np.vstack([sentence_vectors(network, [one]) for one in pieces])
    assert np.allclose(together, alone, atol=1e-5)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


def test_an_adapter_that_changes_nothing_changes_nothing(network, tokenizer):
    pieces = [tokenizer.encode("the stairs are too much").ids]
    same = sentence_vectors(adapted(network, no_change()), pieces)
    assert np.array_equal(same, sentence_vectors(network, pieces))


def test_an_adapter_moves_the_vectors(network, tokenizer):
    changes = no_change()
    changes["5.down.b"] = np.full((1, WIDTH), 0.01, dtype=np.float16) * np.arange(WIDTH).astype(np.float16)
    pieces = [tokenizer.encode("the stairs are too much").ids]
    assert not np.allclose(
        sentence_vectors(adapted(network, changes), pieces), sentence_vectors(network, pieces), atol=1e-3
    )


def test_likelihoods_follow_the_needs_that_are_asked_for(network, tokenizer):
    weights = np.random.default_rng(1).normal(size=(WIDTH, 3)).astype(np.float32)
    head = Head(("pets", "meals"), weights, np.zeros(3, dtype=np.float32))
    encoder = AdaptedEncoder(network, tokenizer, head)
    forth = encoder.likelihoods(["the dog", ""], ["pets", "meals", "never_learnt"])
    back = encoder.likelihoods(["the dog", ""], ["meals", "pets"])
    assert np.array_equal(forth[:, :2], back[:, ::-1])
    assert not forth[:, 2].any()
    assert (forth.sum(axis=1) < 1).all()  # the rest speaks of no need


def test_a_very_long_text_is_cut_and_not_refused(network, tokenizer):
    pieces = tokenizer.encode("and then " * 2000).ids
    assert len(pieces) <= 192
    assert np.isfinite(sentence_vectors(network, [pieces])).all()


def test_the_shipped_adapter_knows_every_need():
    assert set(AdaptedEncoder.load().needs) == set(Vocabulary.load().ids)
