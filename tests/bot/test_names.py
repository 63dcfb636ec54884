"""Names and places are taken out, the words that tell a need stay, and spaCy finds what rules do not."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from bot.names import Names
from bot.privacy import redact
from directory.evaluation.measured import load_measured

SENTENCES = yaml.safe_load(Path(__file__).with_name("names_and_places.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def names() -> Names:
    return Names.load()


@pytest.fixture(scope="module")
def without_spacy(names: Names) -> Names:
    """The same rules and words, with a model that finds nothing."""
    return replace(names, model=lambda _text: SimpleNamespace(ents=()))


def recall(redacts: Any) -> float:
    pairs = [(redacts(row["text"]), gone) for row in SENTENCES for gone in row["gone"]]
    return sum(gone not in text for text, gone in pairs) / len(pairs)


def test_there_are_sentences_enough() -> None:
    assert len({row["text"] for row in SENTENCES}) >= 80
    assert all(gone in row["text"] for row in SENTENCES for gone in row["gone"])


def test_most_names_and_places_are_taken_out(names: Names) -> None:
    assert recall(names.redact) >= 0.87


def test_without_spacy_fewer_are(names: Names, without_spacy: Names) -> None:
    assert recall(redact) < 0.1
    assert recall(without_spacy.redact) <= recall(names.redact) - 0.12


def test_the_words_that_tell_a_need_stay(names: Names) -> None:
    lost = [
        (row["text"], word)
        for row in SENTENCES
        for word in row["stays"]
        if word not in names.redact(row["text"])
    ]
    assert lost == []


def test_ordinary_situations_keep_nearly_all_their_words(names: Names) -> None:
    texts = [redact(one.text) for one in load_measured("development")]
    words = sum(len(text.split()) for text in texts)
    gone = sum(len(set(text.split()) - set(names.redact(text).split())) for text in texts)
    assert gone / words <= 0.015


@pytest.mark.parametrize("row", SENTENCES[::5], ids=lambda row: row["text"][:24])
def test_doing_it_twice_changes_nothing(names: Names, row: dict[str, Any]) -> None:
    once = names.redact(row["text"])
    assert names.redact(once) == once


@pytest.mark.parametrize(
    "text", ["", "help", "mum has alzheimers", "I get Universal Credit", "CALL 999 NOW", "ß ŉ 你好"]
)
def test_leaves_alone(names: Names, text: str) -> None:
    assert names.redact(text) == text
