"""The vocabulary, the phrase bank and the cues fit together."""

import pytest
import yaml

from directory.needs.bank import load_cues, load_situations
from directory.needs.vocabulary import Vocabulary
from tests.directory.conftest import SHARED

VOCABULARY = Vocabulary.load()


def test_it_works():
    assert len(VOCABULARY) == 45
    assert VOCABULARY["falls_prevention"].resident_label == "falls and balance"


def test_ids_groups_routes_and_watches_are_those_agreed():
    path = SHARED / "data" / "needs.yml"
    if not path.exists():
        pytest.skip("the agreed needs lie in ../shared, which is not here")
    agreed = yaml.safe_load(path.read_text(encoding="utf-8"))["needs"]
    assert [(need.id, need.group, need.route, list(need.watch)) for need in VOCABULARY] == [
        (row["id"], row["group"], row["route"], row["watch"]) for row in agreed
    ]


@pytest.mark.parametrize("need", VOCABULARY, ids=lambda need: need.id)
def test_resident_labels_are_short_and_plain(need):
    label = need.resident_label
    assert 0 < len(label) <= 50
    assert not {"(", ")", "/", ";"} & set(label)
    assert not label.endswith(".")


def test_every_need_has_situations_and_cues():
    situations, cues = load_situations(VOCABULARY), load_cues(VOCABULARY)
    for need_id in VOCABULARY.ids:
        assert sum(need_id in one.needs for one in situations) >= 70
        assert sum(cue.need == need_id for cue in cues) >= 50


def test_situations_name_only_known_needs_and_none_twice():
    for situation in load_situations(VOCABULARY):
        assert situation.text
        assert all(need in VOCABULARY for need in situation.needs), situation
        assert len(set(situation.needs)) == len(situation.needs), situation


def test_no_situation_stands_twice():
    texts = [one.text.lower() for one in load_situations(VOCABULARY)]
    assert sorted({text for text in texts if texts.count(text) > 1}) == []
