"""What measures stays apart from what is learnt from."""

from collections import Counter

import pytest
from rapidfuzz import fuzz, process

from directory.evaluation.measured import SETS, load_measured
from directory.needs.bank import load_cues, load_nothing, load_services, load_situations
from directory.needs.vocabulary import Vocabulary

NEARLY_THE_SAME = 90  # of 100, letters in common: a text with a word or two changed
WORDS_TO_COMPARE = 5  # of fewer words, alike is not copied: "attendance allowance", "walking group"
AT_LEAST = 8  # situations a need


def plain(text):
    return " ".join(text.lower().split())


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary.load()


@pytest.fixture(scope="module")
def learnt(vocabulary):
    situations = [*load_situations(vocabulary), *load_nothing()]
    return {plain(one.text) for one in (*situations, *load_cues(vocabulary))} | {
        plain(f"{one.name} {one.description}") for one in load_services()
    }


@pytest.mark.parametrize("name", SETS)
def test_no_measured_text_is_learnt_from(name, learnt):
    assert not {plain(one.text) for one in load_measured(name)} & learnt


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_no_measured_text_is_nearly_one_that_is_learnt_from(name, learnt):
    texts = [plain(one.text) for one in load_measured(name) if len(one.text.split()) >= WORDS_TO_COMPARE]
    scores = process.cdist(texts, sorted(learnt), scorer=fuzz.ratio, score_cutoff=NEARLY_THE_SAME, workers=1)
    assert not [text for text, near in zip(texts, scores.any(axis=1), strict=True) if near]


def test_the_sets_share_nothing():
    first, second = ({plain(one.text) for one in load_measured(name)} for name in SETS)
    assert not first & second


@pytest.mark.parametrize("name", SETS)
def test_every_need_is_measured_by_known_ids(name, vocabulary):
    situations = load_measured(name)
    assert {need for one in situations for need in one.needs} <= set(vocabulary.ids)
    counts = Counter(one.needs[0] for one in situations)
    assert set(counts) == set(vocabulary.ids)
    assert min(counts.values()) >= AT_LEAST


def test_every_need_has_situations_enough_to_learn_from(vocabulary):
    counts = Counter(one.needs[0] for one in load_situations(vocabulary))
    assert min(counts[need] for need in vocabulary.ids) >= 120


def test_every_need_has_invented_entries_of_services(vocabulary):
    entries = load_services()
    counts = Counter(need for one in entries for need in one.needs)
    assert min(counts[need] for need in vocabulary.ids) >= 12
    assert {need for one in entries for need in (*one.needs, *one.also)} <= set(vocabulary.ids)
    assert any(not one.needs for one in entries)
