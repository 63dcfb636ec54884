"""domain.yml against the code and the rules: no word is missing, banned, or a dead end."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.actions.every_action import EVERY_ACTION

ROOT = Path(__file__).parents[3]
DOMAIN: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
RULES = "".join(
    file.read_text(encoding="utf-8") for file in sorted((ROOT / "bot" / "data" / "rules").glob("*.yml"))
)
SAID = [(name, one["text"]) for name, variants in DOMAIN["responses"].items() for one in variants]
BANNED = re.compile(
    r"\b(eligib\w*|criteria|threshold\w*|qualif\w*|hand-?offs?|handover|referrals?|pathways?|customers?|cases?|"
    r"service users?|i understand how you feel|signpost(?:ed|ing))\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(("name", "text"), SAID)
def test_no_banned_word_is_said(name: str, text: str) -> None:
    assert not BANNED.search(text)


@pytest.mark.parametrize(("name", "text"), SAID)
def test_one_question_at_a_time_in_short_sentences(name: str, text: str) -> None:
    asking_twice = {"utter_ask_contact_safe"}  # the second question says what "safe" means
    assert text.count("?") <= (2 if name in asking_twice else 1) + text.count("like: ")
    assert max(len(sentence.split()) for sentence in re.split(r"[.?!:]", text)) <= 25


def test_buttons_are_words_that_a_person_could_type() -> None:
    for variants in DOMAIN["responses"].values():
        for button in (button for one in variants for button in one.get("buttons", [])):
            assert not button["payload"].startswith("/") and button["payload"].strip()


def test_every_response_that_the_code_names_exists() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "bot" / "actions").glob("*.py"))
    named = set(re.findall(r"\"(utter_\w+)\"", code)) | set(re.findall(r"action: (utter_\w+)", RULES))
    named.discard("utter_action")  # the key under which Rasa keeps the name of what was said
    assert named <= set(DOMAIN["responses"])


def test_every_request_is_answered_by_a_rule_with_words_of_its_own() -> None:
    for intent in (one for one in DOMAIN["intents"] if one.startswith("request_")):
        assert f"- intent: {intent}\n" in RULES
        assert {f"utter_handed_over_{intent}", f"utter_{intent}"} & set(DOMAIN["responses"])


def test_every_question_in_between_has_its_answer() -> None:
    text = (ROOT / "bot" / "data" / "rules" / "in_between.yml").read_text(encoding="utf-8")
    for rule in yaml.safe_load(text)["rules"]:
        if "action_answer_question" in str(rule["steps"]):
            asked = [step["intent"] for step in rule["steps"][0]["or"]]
            assert {f"utter_{intent}" for intent in asked} <= set(DOMAIN["responses"])


def test_the_actions_of_the_domain_are_those_that_exist() -> None:
    assert sorted(kind.called for kind in EVERY_ACTION) == sorted(DOMAIN["actions"])


def test_what_the_safety_words_have_just_said_is_not_said_again() -> None:
    """999 and the duty team stand in the words that come first in a turn that raises an alert."""
    after = [
        one["text"]
        for name in DOMAIN["responses"]
        if "handed_over_risk_now" in name
        for one in DOMAIN["responses"][name]
    ]
    offers = DOMAIN["responses"]["utter_ask_wants_person"]
    first = [
        one["text"]
        for one in offers
        if _slot(one, "offer_reason") == "risk" and _slot(one, "asked_before") == "no"
    ]
    alerts = [text for text in first if not text.startswith("I'm glad")]
    assert len(after) == 2 and len(alerts) == 4
    assert not [text for text in (*after, *alerts) if "999" in text or "{meanwhile}" in text]


def test_one_promise_of_when_somebody_looks_at_it() -> None:
    """The last words and the queue say {by}; "someone reads it tomorrow at 9am" would be a second promise."""
    risk = {name: texts for name, texts in DOMAIN["responses"].items() if "handed_over_risk" in name}
    promising = [
        name for name, texts in risk.items() if "someone will look at it {by}" in texts[0]["text"].lower()
    ]
    assert sorted(promising) == sorted(set(risk) - {"utter_handed_over_risk_again"})
    assert not [name for name, [one] in risk.items() if "reads it" in one["text"] or "today" in one["text"]]


def _slot(response: dict[str, Any], name: str) -> str | None:
    return next((one["value"] for one in response.get("condition", []) if one["name"] == name), None)
