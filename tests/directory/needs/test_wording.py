"""One spelling for each word, and clauses of a message."""

import pytest

from directory.needs.spelling import Spelling
from directory.needs.wording import LONGEST_WORD, Wording

WORDING = Wording.load()


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("I don't know", "i dont know"),
        ("me mam can\u2019t cope cos shes on her own", "me mum cant cope because shes on her own"),
        ("nan has owt or nowt", "grandma has anything or nothing"),
        ("u gonna ring??", "you going to ring"),
        ("", ""),
        ("\U0001f642 !!", ""),
        ("мама упала", "мама упала"),
    ],
)
def test_words_come_in_one_spelling(written, words):
    assert " ".join(WORDING.words(written)) == words


def test_a_word_without_end_is_cut():
    assert [len(word) for word in WORDING.words("a" * 10_000)] == [LONGEST_WORD]


def test_a_message_is_split_where_another_thing_begins():
    clauses = WORDING.clauses("mum keeps leaving the gas on and i work full time, she is 82")
    assert [" ".join(clause) for clause in clauses] == [
        "mum keeps leaving the gas on",
        "i work full time",
        "she is 82",
    ]


def test_a_message_of_one_thing_has_no_clauses():
    assert WORDING.clauses("mum keeps falling") == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dementai", "dementia"),
        ("befreinding", "befriending"),
        ("telefone", "telephone"),
        ("nurs", "nurse"),
        ("rnurse", "nurse"),
        ("fal", "fal"),
        ("suicid", "suicid"),
    ],
)
def test_typing_errors_in_long_words_are_put_right(typed, meant):
    spelling = Spelling(["dementia", "befriending", "falls", "suits", "telephone", "nurse"], ["suicide"])
    assert spelling.repaired([typed]) == [meant]


@pytest.mark.parametrize(
    ("written", "said"), [("carnt", "cant"), ("agen", "again"), ("frend", "friend"), ("kep", "keep")]
)
def test_words_spelt_by_ear_are_known(written, said):
    assert WORDING.words(written) == [said]


def test_of_equally_near_words_the_commonest_is_meant():
    assert Spelling(["hands", "bands"], []).repaired(["jands"]) == ["hands"]


def test_words_that_must_not_be_touched_stay():
    assert Spelling(["neverending", "without"], ["nevert"]).repaired(["nevert"]) == ["nevert"]
