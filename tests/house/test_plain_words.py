"""Everything a resident reads in the chat has a reading age of 9 to 11, and no word of the banned list."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]
PLAIN = yaml.safe_load((ROOT / "bot/listening/plain_questions.yml").read_text(encoding="utf-8"))
# Flesch and Kincaid's grade, of American schools: a pupil of grade 4 is nine, one of grade 6 is eleven.
MOST_GRADE, MOST_FOR_ALL = 6.0, 3.0
# Right words that people have a right to hear, however long; they are counted as a word of two syllables.
NEEDED = {
    "assessment",
    "emergency",
    "emergencies",
    "reference",
    "telephone",
    "computer",
    "information",
    "signpost",
}
BANNED = re.compile(
    r"\b(?:eligib\w*|criteria|thresholds?|qualif\w+|service users?|customers?|clients?|hand-?offs?|"
    r"referrals?|pathways?|allocat\w+|waiting lists?|commit suicide|signposted|utilise|facilitate|"
    r"domiciliary|provision)\b",
    re.IGNORECASE,
)


def said() -> Iterator[tuple[str, str]]:
    """Every response with words of our own, its fields taken out; addresses are nobody's prose."""
    answers = {id_: [{"text": row["says"]}] for id_, row in PLAIN["questions"].items()}
    for name, variants in {**DOMAIN, **answers}.items():
        for variant in variants:
            text = re.sub(r"\{\w+\}|\S+@\S+|\bDN\d+\b", "", variant["text"])
            if len(re.findall(r"[A-Za-z]{2,}", text)) >= 5:
                yield name, text


def syllables(word: str) -> int:
    """Groups of vowels, but for an e that is not heard; near enough for English."""
    plain = word.lower().replace("'", "")
    if plain.rstrip("s") in NEEDED or plain in NEEDED:
        return 2
    found = len(re.findall(r"[aeiouy]+", plain))
    silent = plain.endswith(("e", "es", "ed")) and not plain.endswith(
        ("le", "les", "ted", "ded", "ses", "ces")
    )
    return max(1, found - (1 if silent and found > 1 else 0))


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text."""
    sentences = [one for one in re.split(r"[.?!:;]+", text) if re.search(r"[A-Za-z]", one)]
    words = re.findall(r"[A-Za-z]+(?:'[a-z]+)?", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_the_measure_tells_plain_from_hard() -> None:
    assert grade("The cat sat on the mat. It was a good cat.") < 1
    hard = (
        "Individuals requiring domiciliary provision should communicate their circumstances to the authority."
    )
    assert grade(hard) > 15
    assert [syllables(word) for word in ("help", "table", "needed", "asked", "family")] == [1, 2, 2, 1, 3]


@pytest.mark.parametrize(("name", "text"), list(said()))
def test_an_answer_is_as_plain_as_a_child_of_eleven_reads(name: str, text: str) -> None:
    assert grade(text) <= MOST_GRADE, (round(grade(text), 1), text)


def test_all_answers_together_are_plainer_still() -> None:
    grades = [grade(text) for _name, text in said()]
    assert sum(grades) / len(grades) <= MOST_FOR_ALL


@pytest.mark.parametrize(("name", "text"), list(said()))
def test_no_word_that_makes_people_into_cases(name: str, text: str) -> None:
    assert not BANNED.search(text)


def test_one_question_at_most_is_asked_at_a_time() -> None:
    explains_itself = {"utter_ask_contact_safe"}  # its second sentence says what "safe" means
    assert [name for name, text in said() if text.count("?") > 1 and name not in explains_itself] == []
