"""Training on a handful of situations: deterministic, kept whole, and made anew when its text changes."""

import numpy as np
import pytest

from directory.needs.artefact import fingerprint, read_model, save_model
from directory.needs.bank import Cue, Situation
from directory.needs.encoder import SentenceEncoder
from directory.needs.recogniser import Recogniser
from directory.needs.training import train
from directory.needs.vocabulary import Vocabulary
from directory.needs.weights import Weights
from directory.needs.wording import Wording

SITUATIONS = [
    Situation("dad keeps tripping over", ("falls_prevention",)),
    Situation("i fell over in the garden", ("falls_prevention",)),
    Situation("the dog needs walking", ("pets",)),
    Situation("who will mind the cat and my falls", ("pets", "falls_prevention")),
]
CUES = [Cue("dog", "pets", 3), Cue("tripping", "falls_prevention", 2)]


@pytest.fixture(scope="module")
def parts():
    return Vocabulary.load(), Wording.load(), SentenceEncoder(), Weights.load()


@pytest.fixture(scope="module")
def pair(parts):
    """Two needs are enough to learn from; the vocabulary is cut to them."""
    vocabulary, wording, encoder, weights = parts
    return (
        Vocabulary((vocabulary["falls_prevention"], vocabulary["pets"], vocabulary["meals"])),
        wording,
        encoder,
        weights,
    )


@pytest.fixture(scope="module")
def examples():
    return [*SITUATIONS, Situation("nobody cooks a hot dinner for me", ("meals",))]


def test_it_learns_keeps_and_hears(pair, examples, tmp_path):
    vocabulary, wording, encoder, weights = pair
    model = train(examples, CUES, vocabulary, wording, encoder, weights.training)
    save_model(model, tmp_path / "needs" / "recogniser-a.npz")
    kept = read_model(tmp_path / "needs" / "recogniser-a.npz")
    recogniser = Recogniser(kept, vocabulary, wording, encoder, weights)
    assert recogniser.recognise("my dog is poorly")[0].id == "pets"
    assert recogniser.recognise("he is always tripping")[0].id == "falls_prevention"


def test_a_text_of_no_need_is_learnt_beside_the_needs(pair, examples):
    vocabulary, wording, encoder, weights = pair
    answers = [Situation(text, ()) for text in ("yes please", "no thanks", "rather not say")]
    heard = []
    for learnt in (examples, [*examples, *answers]):
        model = train(learnt, CUES, vocabulary, wording, encoder, weights.training)
        heard.append(Recogniser(model, vocabulary, wording, encoder, weights).recognise("no please"))
    assert {need.id for need in heard[1]} == set(vocabulary.ids)
    assert sum(need.score for need in heard[1]) < 0.7 * sum(need.score for need in heard[0])


def test_the_same_text_gives_the_same_model(pair, examples):
    vocabulary, wording, encoder, weights = pair
    one, other = (train(examples, CUES, vocabulary, wording, encoder, weights.training) for _ in range(2))
    assert np.array_equal(one.by_ngrams.weights, other.by_ngrams.weights)
    assert one.known_words == other.known_words


def test_older_models_are_cleared_away(pair, examples, tmp_path):
    vocabulary, wording, encoder, weights = pair
    model = train(examples, CUES, vocabulary, wording, encoder, weights.training)
    save_model(model, tmp_path / "recogniser-old.npz")
    save_model(model, tmp_path / "recogniser-new.npz")
    assert [path.name for path in tmp_path.iterdir()] == ["recogniser-new.npz"]


def test_a_changed_phrase_asks_for_a_new_model(tmp_path):
    (tmp_path / "phrases").mkdir()
    source = Weights.load.__func__.__defaults__[0]
    (tmp_path / "weights.yml").write_text(source.read_text())
    phrases = tmp_path / "phrases" / "pets.txt"
    phrases.write_text("the dog needs walking\n")
    before = fingerprint(tmp_path)
    assert fingerprint(tmp_path) == before
    phrases.write_text("the dog needs walking daily\n")
    assert fingerprint(tmp_path) != before
