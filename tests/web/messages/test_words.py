"""The words of every message: each renders in every way, is short, and gives nothing away."""

import pytest

from web.messages.composing import TEXT_LENGTH, compose, when_words
from web.models.delivery import Way
from web.words.book import words

KINDS = sorted(set(words("messages")) - {"when", "offered", "own_summary", "service_list"})
FACTS = {
    "council_name": "Eastmere Borough Council", "council_phone": "01632 960000", "reference": "SP-7KQ2-M4TX",
    "when": when_words(None), "link": "https://signpost.example.org/did-it-help/" + "x" * 48,
}  # fmt: skip
GIVES_AWAY = (
    "care",
    "carer",
    "social",
    "assessment",
    "safeguard",
    "health",
    "risk",
    "need",
    "support",
    "worry",
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("phone", ["01632 960000", ""])
def test_every_message_in_every_way(kind: str, phone: str) -> None:
    facts = {**FACTS, "council_phone": phone}
    _, text = compose(kind, Way.TEXT, facts)
    subject, long = compose(kind, Way.EMAIL, facts)
    assert 0 < len(text) <= TEXT_LENGTH and "\n" not in text
    assert subject and "\n" not in subject
    assert long.startswith("Hello,\n\n") and "\n\n\n" not in long
    whole = f"{text} {subject} {long}".casefold().replace("you don't need to do anything", "")
    assert [word for word in GIVES_AWAY if f" {word}" in whole] == []
    assert "{" not in whole and "None" not in whole


def test_the_mail_to_an_organisation_says_nothing_of_the_person() -> None:
    facts = {**FACTS, "organisation": "Eastmere Friends"}
    subject, long = compose("offered", Way.EMAIL, facts)
    assert "Eastmere Borough Council" in subject and "\n" not in subject
    assert long.startswith("Hello Eastmere Friends,\n\n") and "\n\n\n" not in long
    assert FACTS["link"] in long and FACTS["reference"] not in long


def test_a_link_is_whole_and_the_last_thing_of_a_text() -> None:
    _, text = compose("help_check", Way.TEXT, FACTS)
    assert text.endswith(FACTS["link"])
