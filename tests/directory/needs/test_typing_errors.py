"""What spelling repair is worth: situations with two typing errors each, heard with and without it."""

import random
from string import ascii_lowercase

import pytest

from directory.needs.bank import load_situations
from directory.needs.recogniser import Recogniser
from directory.needs.spelling import Spelling
from directory.needs.vocabulary import Vocabulary
from tests.directory.recogniser import trained_recogniser

pytestmark = pytest.mark.slow  # it may have to train

EVERY = 12  # of the bank
LONGEST = 80  # characters: in a long text two slips hardly matter


def mistyped(text: str) -> str:
    """The text with two slips: a letter left out, doubled up with another, wrong, or two swapped."""
    chance = random.Random(text)  # noqa: S311 -- typing errors, no secret
    letters = list(text)
    for _ in range(2):
        at = chance.choice([place for place, letter in enumerate(letters) if letter.isalpha()])
        kind = chance.randrange(4)
        if kind == 0:
            del letters[at]
        elif kind == 1:
            letters.insert(at, chance.choice(ascii_lowercase))
        elif kind == 2 and at + 1 < len(letters):
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        else:
            letters[at] = chance.choice(ascii_lowercase)
    return "".join(letters)


def share_heard(recogniser: Recogniser) -> float:
    situations = [one for one in load_situations(Vocabulary.load())[::EVERY] if 20 < len(one.text) <= LONGEST]
    hits = [recogniser.recognise(mistyped(one.text))[0].id in one.needs for one in situations]
    return sum(hits) / len(hits)


def test_without_repair_fewer_needs_are_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    recogniser = trained_recogniser()
    with_repair = share_heard(recogniser)
    monkeypatch.setattr(Spelling, "repaired", lambda self, words: list(words))
    assert share_heard(recogniser) <= with_repair - 0.05
