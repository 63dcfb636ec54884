"""The requests that always win: their rules keep their examples, and the order decides."""

from itertools import chain

import pytest

from bot.requests.hear import hear_request
from tests.rules_read_once import the_requests, the_scope

REQUESTS = the_requests()
SCOPE = the_scope()


def test_every_request_has_rules_and_every_rule_matches_its_examples() -> None:
    assert {file.outcome for file in REQUESTS.rulebook.files} == set(REQUESTS.order)
    for book in (REQUESTS.rulebook, SCOPE.rulebook):
        missed = [
            (rule.id, words)
            for rule in book.rules()
            for words in rule.matches
            if rule not in book.met_by(words)
        ]
        assert missed == []


@pytest.mark.parametrize(
    ("words", "request_id"),
    [
        ("I want an assessment", "request_assessment"),
        ("please assess my dad", "request_assessment"),
        ("I want a carer's assessment", "carers_assessment"),
        ("let me speak to a real person", "talk_to_person"),
        ("I want to report abuse", "report_safeguarding"),
        ("I want to make a complaint", "complaint"),
        ("can I have a copy of my records", "data_request"),
        ("I need a Polish interpreter", "language_or_format"),
        ("I want to complain and speak to a real person", "talk_to_person"),
        ("is there a person", "talk_to_person"),
        ("person", "talk_to_person"),
        ("Person please.", "talk_to_person"),
        ("a real human", "talk_to_person"),
        ("ring me", "talk_to_person"),
        ("can I text someone instead", "talk_to_person"),
        ("is there a person who can take me shopping", None),
        ("can someone come round and see what she needs", "request_assessment"),
        ("weigh up what I need", "request_assessment"),
        ("can i have an assest", "request_assessment"),
        ("I need an asessmnt", "request_assessment"),
        ("i want to make a complant", "complaint"),
        ("can someone help me shower", None),
        ("no English", "language_or_format"),
        ("Moja mama potrzebuje pomocy w domu", "language_or_format"),
        ("મારી માતાને મદદની જરૂર છે", "language_or_format"),
        ("what is a referral", None),
        ("My mum lives in Kirtling, I live in Plymouth", None),
        ("my mum lives in Leeds, can you help her", "not_in_area"),
        ("looking for a lunch club on a wednesday", None),
        ("thank you, bye", None),
        ("", None),
    ],
)
def test_hears(words: str, request_id: str | None) -> None:
    assert hear_request(words) == request_id


def test_the_order_is_the_agreed_one() -> None:
    assert REQUESTS.order[:4] == (
        "report_safeguarding",
        "request_assessment",
        "carers_assessment",
        "talk_to_person",
    )


@pytest.mark.parametrize(
    "words", ["asdfghjkl", "......", "how do i pay my council tax", "<script>alert(1)</script>"]
)
def test_set_aside(words: str) -> None:
    assert SCOPE.is_outside(words)


@pytest.mark.parametrize("words", ["my mum has dementia", "yes", "82", "👍", "DN15 6AB", "help"])
def test_not_set_aside(words: str) -> None:
    assert not SCOPE.is_outside(words)


def test_says_whose_business_it_is() -> None:
    assert SCOPE.kind("how do i pay my council tax") == "other_council"
    assert SCOPE.kind("my mum fell") is None


def test_the_examples_are_all_different() -> None:
    examples = list(chain.from_iterable(rule.matches for rule in REQUESTS.rulebook.rules()))

    assert len(examples) == len(set(examples))
