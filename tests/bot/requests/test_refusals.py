"""What somebody says that they do not want is no request, however like one; what they want otherwise is."""

import pytest

from bot.patterns.rulebook import Rule, Rulebook
from bot.requests.hear import HERE
from bot.safeguarding.second_opinion.opinion import Opinion
from bot.understand import Understander
from directory.needs.heard import HeardNeed
from tests.rules_read_once import the_requests, the_scope, the_screen

REQUESTS = the_requests()
RULES: list[Rule] = list(Rulebook.load(HERE / "refusals", HERE / "guards.yml").rules())


class HearsNothing:
    """A recogniser without needs."""

    def recognise(self, text: str) -> tuple[HeardNeed, ...]:
        return ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_refusal_hears_its_examples_and_no_more(rule: Rule) -> None:
    for text in rule.matches:
        assert rule.outcome in REQUESTS.refused(text), text
        assert REQUESTS.hear(text) != rule.outcome, text
    for text in rule.must_not:
        assert rule.outcome not in REQUESTS.refused(text), text


def test_each_file_is_named_as_a_request() -> None:
    assert {path.stem for path in (HERE / "refusals").glob("*.yml")} <= set(REQUESTS.order)


def test_nobody_can_take_back_that_somebody_is_harmed() -> None:
    """A report is passed on and weighed by people: no form of words makes it unheard."""
    assert not (HERE / "refusals" / "report_safeguarding.yml").exists()


@pytest.mark.parametrize(
    ("text", "request_id", "heard"),
    [
        ("I don't want an assessment, I just want a stairlift", "request_assessment", None),
        ("I don't want an assessment by phone, come and see her", "request_assessment", "request_assessment"),
        ("i cant have anyone ring me", "talk_to_person", None),
        ("I don't want to talk to a robot, give me a person", "talk_to_person", "talk_to_person"),
        ("they told me I don't need an assessment and I do", "request_assessment", "request_assessment"),
    ],
)
def test_a_refusal_outweighs_likeness(text: str, request_id: str, heard: str | None) -> None:
    likely = Opinion(request={request_id: 0.9, "nothing": 0.1})
    understander = Understander(the_screen(), REQUESTS, HearsNothing(), the_scope())
    assert understander.decide(text, "en", likely, ()).request == heard
