"""Words shared with a service: the rarer, the more they say."""

from directory.matching.text_index import TextIndex

TEXTS = [
    "mowing the lawn and hedges for people at home",
    "washing windows for people at home",
    "moving house with people who help",
    "a quiet group for people",
    "lunch for people at home",
    "walks for people",
]
INDEX = TextIndex([text.split() for text in TEXTS], everyday={"my", "need"}, spoken={"mowing", "lawns"})


def test_the_text_with_the_rare_words_comes_first_and_is_covered():
    worth, covered = INDEX.scores("need my lawns mowing".split())
    assert worth.argmax() == 0
    assert covered[0] == 1
    assert worth[1:].max() == 0  # a spoken word is no typing error of "moving"


def test_a_word_nobody_has_is_missing_from_what_is_covered():
    _, covered = INDEX.scores(["windows", "dragons"])
    assert 0 < covered[1] < 0.6


def test_typing_errors_are_forgiven():
    worth, _ = INDEX.scores(["windoes"])
    assert worth.argmax() == 1


def test_nothing_telling_asked_nothing_found():
    worth, covered = INDEX.scores(["my", "people"])
    assert worth.max() == covered.max() == 0


def test_forms_of_one_word_are_one_word():
    worth, _ = INDEX.scores(["mowers"])
    assert worth.argmax() == 0 and worth[0] > 0
