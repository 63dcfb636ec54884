"""The labelling of services, learnt from a handful of invented entries."""

import numpy as np
import pytest

from directory.exceptions import NotBuilt
from directory.needs.bank import ServiceExample
from directory.needs.encoder import SentenceEncoder
from directory.needs.service_model import ServiceModel, service_model_path
from directory.needs.service_training import train_services
from directory.needs.vocabulary import Vocabulary
from directory.needs.wording import Wording

ENTRIES = [
    ServiceExample("Paws", "We walk and feed dogs and cats while you are in hospital.", ("pets",), ()),
    ServiceExample("Vet bus", "Low cost vet for dogs, cats and rabbits.", ("pets",), ()),
    ServiceExample("Hot Pot", "Hot dinners delivered to your door each day.", ("meals",), ("loneliness",)),
    ServiceExample("Lunch run", "Frozen meals delivered weekly, puddings too.", ("meals",), ()),
    ServiceExample("Planning", "How to apply for permission to build.", (), ()),
]


@pytest.fixture(scope="module")
def vocabulary():
    full = Vocabulary.load()
    return Vocabulary((full["pets"], full["meals"], full["debt"]))


@pytest.fixture(scope="module")
def parts(vocabulary):
    wording, encoder = Wording.load(), SentenceEncoder()
    return train_services(ENTRIES, vocabulary, wording, encoder), wording, encoder


def read(parts, name, description):
    model, wording, encoder = parts
    return model.likelihoods(wording.words(name), wording.words(description), encoder)


def test_it_tells_what_an_entry_answers(parts):
    pets, meals, _ = read(parts, "Dog walkers", "Volunteers who walk dogs")
    assert pets > meals


def test_a_need_without_entries_is_never_said(parts):
    assert read(parts, "Debt advice", "Help with debt")[2] == 0


def test_an_entry_without_known_words_is_read_by_its_meaning_alone(parts):
    values = read(parts, "Zzyx", "")
    assert np.isfinite(values).all()
    assert values.max() < 0.7


def test_it_is_kept_whole_and_found_again(parts, tmp_path):
    parts[0].save(service_model_path(tmp_path))
    kept = ServiceModel.load(tmp_path)
    _, wording, encoder = parts
    words = wording.words("Vet bus"), wording.words("dogs and cats")
    assert np.array_equal(kept.likelihoods(*words, encoder), parts[0].likelihoods(*words, encoder))


def test_without_training_it_says_how_to_train(tmp_path):
    with pytest.raises(NotBuilt, match="make train"):
        ServiceModel.load(tmp_path)
