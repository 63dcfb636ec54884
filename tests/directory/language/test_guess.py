"""Which language: English stays English however it is spelt, and what is not English is told from it."""

import json
from collections import Counter
from pathlib import Path

import pytest

from directory.evaluation.measured import SETS, load_measured
from directory.language.guess import ENGLISH, Languages, guess_language, languages
from directory.language.scripts import Scripts
from directory.language.tables import EnglishWords, SmallWords
from directory.needs.bank import load_situations
from directory.needs.vocabulary import Vocabulary

EVALUATION = Path(__file__).resolve().parents[3] / "directory" / "evaluation"
FALSE_AT_MOST = 0.005  # of English situations, taken for another language
RIGHT_AT_LEAST = 0.95  # of short messages in other languages


def short_messages():
    lines = (EVALUATION / "short_messages.jsonl").read_text(encoding="utf-8").splitlines()
    return [(row["text"], row["language"]) for row in map(json.loads, lines)]


def tables_alone():
    """What is heard without the library, which may or may not be installed."""
    small = SmallWords.load()
    return Languages(Scripts.load(), small, EnglishWords.load(small.pop(ENGLISH).words))


@pytest.fixture(scope="module", params=["as installed", "tables alone"])
def guess(request):
    return (languages() if request.param == "as installed" else tables_alone()).language_of


@pytest.mark.parametrize("name", SETS)
def test_english_situations_are_english(guess, name):
    texts = [one.text for one in load_measured(name)]
    others = [text for text in texts if guess(text) != ENGLISH]
    assert len(others) <= FALSE_AT_MOST * len(texts), others


def test_the_phrase_bank_is_english(guess):
    texts = [one.text for one in load_situations(Vocabulary.load())]
    others = [text for text in texts if guess(text) != ENGLISH]
    assert len(others) <= FALSE_AT_MOST * len(texts), others


def test_single_words_and_pieces_of_english_are_english(guess):
    texts = [
        " ".join(words[start : start + length])
        for one in load_measured("development")
        for words in [one.text.split()]
        for length in (1, 2, 3)
        for start in range(0, len(words), 9)
    ]
    assert sum(guess(text) != ENGLISH for text in texts) <= FALSE_AT_MOST * len(texts)


@pytest.mark.parametrize(
    "text",
    [
        *("", "...", "123", "x", "ok", "ta", "ty", "tata", "no ta", "aye hen", "wagwan", "asdf qwer zxcv"),
        *("mi nuh know wah fi do", "abeg help me", "ah canny get oot the hoose", "mi mum need help"),
        *("Aberystwyth", "Llanfairpwllgwyngyll", "Ynys Mon", "Ystrad Mynach", "I live in Llanelli"),
        *("Beaulieu", "Chapel-en-le-Frith", "Poulton-le-Fylde", "tŷ gwyn care home", "the Eisteddfod"),
        *("Agnieszka Kowalska", "my name is Agnieszka Kowalska", "Muhammad Hussain", "Siobhan O'Neill"),
        *(
            "café near me",
            "my fiancée has MS",
            "fiancée",
            "crèche",
            "déjà vu",
            "halal meals",
            "chai",
            "gurdwara",
        ),
        *("my mum only speaks Urdu", "do you speak polish", "ammi fell down", "my nani is lonely", "my bibi"),
        "she keeps saying potrzebuję pomocy and I don't know what she means by it",
    ],
)
def test_dialect_names_places_and_borrowed_words_are_english(guess, text):
    assert guess(text) == ENGLISH


def test_short_messages_in_other_languages_are_heard(guess):
    messages = short_messages()
    wrong = [(text, code, guess(text)) for text, code in messages if guess(text) != code]
    assert len(wrong) <= (1 - RIGHT_AT_LEAST) * len(messages), wrong


def test_every_language_is_heard_more_often_than_not(guess):
    messages = short_messages()
    total = Counter(code for _, code in messages)
    right = Counter(code for text, code in messages if guess(text) == code)
    assert len(total) >= 40
    assert not [code for code in total if right[code] * 2 <= total[code]]


@pytest.mark.parametrize(
    "path", sorted((EVALUATION / "languages").glob("*.jsonl")), ids=lambda path: path.stem
)
def test_sentences_in_the_encoders_languages_are_heard(guess, path):
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    wrong = [text for text in texts if guess(text) != path.stem]
    assert len(wrong) <= 0.2 * len(texts), wrong


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("mujhe help chahiye meri ammi ke liye", "ur"),
        ("mainu madad chahidi hai", "pa"),
        ("amar ma oshustho", "bn"),
        ("ho bisogno di aiuto please", "it"),
        ("MAM NIE MOŻE WSTAĆ, POTRZEBUJĘ POMOCY", "pl"),
        ("我媽 fell down 很痛", "zh"),
        ("ammi کو مدد چاہیے", "ur"),
        ("母が転びました", "ja"),
        ("Mae Mam wedi cwympo", "cy"),
    ],
)
def test_mixed_shouted_and_accentless_messages(guess, text, language):
    assert guess(text) == language


def test_a_long_text_is_read_only_as_far_as_need_be():
    assert guess_language("a" * 1_000_000) == ENGLISH


def test_the_library_names_what_no_small_word_shows():
    """Without the library this is taken for English; with it the letters say enough."""
    text = "szukam domu opieki dla dziadka"
    assert guess_language(text) == "pl"
