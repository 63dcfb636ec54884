"""MiniLM as we run it gives what the published network gives, and an adapter changes just what it says."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from directory.needs.adapted_encoder import AdaptedEncoder, Head, adapted
from directory.needs.minilm import MATRICES, NORMS, WIDTH, load_network, load_tokenizer
from directory.needs.minilm_session import SentenceVectors
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


@pytest.fixture(scope="module")
def meaning(network):
    return SentenceVectors(network)


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
def test_sentences_are_as_near_as_published(meaning, tokenizer, one, other, cosine):
    first, second = meaning.of([tokenizer.encode(text).ids for text in (one, other)])
    assert float(first @ second) == pytest.approx(cosine, abs=2e-3)


def test_a_text_beside_others_is_the_same_text(meaning, tokenizer):
    texts = ["he keeps falling", "who will feed the cat while I am in hospital next week", "lonely"]
    pieces = [tokenizer.encode(text).ids for text in texts]
    together = meaning.of(pieces)
    alone = np.vstack([meaning.of([one]) for one in pieces])
    assert np.allclose(together, alone, atol=1e-5)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


def test_an_adapter_that_changes_nothing_changes_nothing(network, meaning, tokenizer):
    pieces = [tokenizer.encode("the stairs are too much").ids]
    same = SentenceVectors(adapted(network, no_change())).of(pieces)
    assert np.array_equal(same, meaning.of(pieces))


def test_an_adapter_moves_the_vectors(network, meaning, tokenizer):
    changes = no_change()
    changes["5.down.b"] = np.full((1, WIDTH), 0.01, dtype=np.float16) * np.arange(WIDTH).astype(np.float16)
    pieces = [tokenizer.encode("the stairs are too much").ids]
    moved = SentenceVectors(adapted(network, changes)).of(pieces)
    assert not np.allclose(moved, meaning.of(pieces), atol=1e-3)


def test_likelihoods_follow_the_needs_that_are_asked_for(network, tokenizer):
    weights = np.random.default_rng(1).normal(size=(WIDTH, 3)).astype(np.float32)
    head = Head(("pets", "meals"), weights, np.zeros(3, dtype=np.float32))
    encoder = AdaptedEncoder(network, tokenizer, head)
    forth = encoder.likelihoods(["the dog", ""], ["pets", "meals", "never_learnt"])
    back = encoder.likelihoods(["the dog", ""], ["meals", "pets"])
    assert np.array_equal(forth[:, :2], back[:, ::-1])
    assert not forth[:, 2].any()
    assert (forth.sum(axis=1) < 1).all()  # the rest speaks of no need


def test_several_threads_read_at_once_and_get_the_same(meaning, tokenizer):
    pieces = [tokenizer.encode(text).ids for text in ("he keeps falling", "the cat", "lonely")] * 8
    with ThreadPoolExecutor(4) as threads:
        at_once = list(threads.map(lambda one: meaning.of([one])[0], pieces))
    assert np.array_equal(np.vstack(at_once), meaning.of(pieces))


def test_a_very_long_text_is_cut_and_not_refused(meaning, tokenizer):
    pieces = tokenizer.encode("and then " * 2000).ids
    assert len(pieces) <= 192
    assert np.isfinite(meaning.of([pieces])).all()


def test_the_shipped_adapter_knows_every_need():
    assert set(AdaptedEncoder.load().needs) == set(Vocabulary.load().ids)


def test_the_runtime_we_installed_cannot_report_to_its_maker():
    package = Path(onnxruntime.__file__).parent
    libraries = list(package.glob("capi/*.so"))
    assert libraries
    assert [each.name for each in libraries if b"events.data.microsoft.com" in each.read_bytes()] == []
