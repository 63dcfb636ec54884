"""Nothing that is said is made up: every service and number comes from the directory or the numbers file."""

import re
import sqlite3
from contextlib import closing

import pytest
import yaml

from tests.conversations.running_bot import ROOT, Reply, RunningBot
from tests.conversations.talking import Talk

DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]
NUMBERS = yaml.safe_load((ROOT / "bot/safeguarding/numbers.yml").read_text(encoding="utf-8"))["numbers"]
DIGITS = re.compile(r"(?<![\w/-])\+?\d[\d ()-]*\d(?![\w/-])|(?<!\w)\d{2,}(?!\w)")
CLOCK = re.compile(
    r"\b\d{1,2}(?::\d{2})?\s?(?:am|pm)\b|\b\d{1,2}:\d{2}\b|\b(?:open|from|until) \d", re.IGNORECASE
)
DUTY_TEAM = "01632 960999"  # EDT_PHONE of the demonstration
TALKS = [
    ("my mum has dementia", "skip", "skip", "DN15", "tell me more about the first one", "how much is that",
     "tell me about the second", "why this", "yes that's what I needed"),
    ("I'm behind with my rent", "skip", "DN16", "show me more", "what about the last one", "none of these",
     "nothing helps", "07700 900123"),
    ("my mum keeps ending up on the floor and I'm worn out", "yes", "yes please", "rather not"),
    ("I want to kill myself", "no", "no", "I don't know"),
    ("my husband hits me", "rather not"),
    ("my dad lives in Leeds and he is lonely", "no thanks"),
    ("what can I do", "two-minute check", "no", "no", "stop", "me", "skip", "Eastmere",
     "tell me more about the third one"),
]  # fmt: skip


def known_numbers() -> set[str]:
    shown = [str(value) for row in NUMBERS.values() for value in (row["display"], row["text"]) if value]
    return {digits(found) for text in shown for found in re.findall(r"[\d ]*\d", text)}


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


@pytest.mark.parametrize("name", DOMAIN)
def test_no_number_stands_in_the_words_that_the_numbers_file_does_not_know(name: str) -> None:
    for variant in DOMAIN[name]:
        for found in DIGITS.findall(re.sub(r"\{\w+\}", "", variant["text"])):
            assert digits(found) in known_numbers(), (name, found)
        assert not CLOCK.search(variant["text"]), "an opening hour is the directory's to say"


def test_a_number_that_nobody_owns_would_be_seen() -> None:
    assert digits(DIGITS.findall("ring 0800 111 222 now")[0]) not in known_numbers()
    assert {"999", "116123", "85258", "111"} <= known_numbers()
    assert CLOCK.search("open from 9am")


def in_the_directory(bot: RunningBot) -> tuple[set[str], str]:
    """Every name of a service, and every text of the store in one: what may be repeated."""
    with closing(sqlite3.connect(bot.var / "directory.sqlite3")) as store:
        names = {row[0] for row in store.execute("SELECT name FROM service")}
        tables = [row[0] for row in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        texts = [str(row) for table in tables for row in store.execute(f'SELECT * FROM "{table}"')]  # noqa: S608
    return names, digits_only("\n".join(texts))


def digits_only(text: str) -> str:
    """Each run of digits in a line of its own, spaces within numbers taken out."""
    return "\n".join(digits(found) for found in re.findall(r"[\d][\d ()+-]*", text))


@pytest.mark.slow
@pytest.mark.rasa
@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk[0])
def test_what_is_shown_is_in_the_directory_or_the_numbers_file(
    bot: RunningBot, talk: tuple[str, ...]
) -> None:
    names, stored = in_the_directory(bot)
    talking = Talk(bot)
    talking.say(*talk)
    for reply in talking.replies:
        check(reply, names, stored)


def check(reply: Reply, names: set[str], stored: str) -> None:
    allowed = known_numbers() | {digits(DUTY_TEAM)}
    for service in reply.services:
        assert service["name"] in names
        assert service["phone"] is None or digits(service["phone"]) in stored
    for text in reply.texts:
        for found in re.findall(r"(?<![\w-])0\d[\d ]{8,}\d", text):
            assert digits(found) in stored or digits(found) in allowed, text
        for name in re.findall(r"(?:^|; |ring: )([A-Z][^;.:]+?) 0\d{4} ", text):
            assert name in names, (name, text)
