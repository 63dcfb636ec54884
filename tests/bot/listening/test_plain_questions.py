"""Worries and questions with an answer of their own, and what only sounds like them."""

import re

import pytest

from bot.components.heard_first import intent_heard
from bot.listening.plain_questions import PlainQuestion, plain_questions, question_of
from bot.safeguarding.responses import SafetyWords
from directory.needs.vocabulary import Vocabulary

ASKED = {
    "trouble": [
        "will mum get in trouble",
        "will I get in trouble for telling you?",
        "is my mum going to get into trouble",
        "I don't want to get mum into trouble",
        "will this get him in trouble",
        "have I got mum in trouble",
        "will they be cross with mum",
        "am I in trouble",
        "will she get told off",
        "would anyone get in bother over this",
    ],
    "taken_away": [
        "will they take me away from mum",
        "will you put mum in a home",
        "can they take my kids away",
        "will I be put into care",
        "I don't want to be taken away",
        "are they going to take him off me",
        "will social services split us up",
    ],
    "charity": [
        "I don't want charity",
        "i dont want charity",
        "we don't take handouts",
        "I'm not a charity case",
        "she won't accept charity",
        "I've always paid my way",
        "is this charity",
        "I'm not a scrounger",
        "dad would never take charity from anyone",
        "I've never asked for anything in my life",
        "he's too proud",
    ],
    "by_text": [
        "do they use text",
        "do they do texts?",
        "can I text them",
        "can I email the first one",
        "is there a text number",
        "how do I ring them if I'm deaf",
        "I can't use the phone",
        "do any of them have email",
        "can mum text them instead",
    ],
    "money_for_carers": [
        "do I get anything for looking after him",
        "do I get paid for looking after my mum",
        "can I claim anything for caring for my wife",
        "is there any money for carers",
        "how do I claim carers allowance",
        "what is Carer's Allowance",
        "will they pay me to look after dad",
        "am I entitled to anything for looking after mum",
        "I don't get a penny for looking after her",
        "do carers get paid",
    ],
}
NOT_ASKED = [
    "mum is in trouble with her breathing",
    "I'm having trouble with my legs",
    "he gets into trouble with drink",
    "they take my money",
    "my brother takes her bank card away",
    "I want to put mum in a home",
    "I need to find a care home for dad",
    "he works for a charity",
    "I'd like to volunteer for a charity",
    "I want a charity that helps with shopping",
    "can you text me the list",
    "someone texts me threats",
    "text someone",
    "by text",
    "do I get help for looking after him",
    "I look after him and I'm worn out",
    "do I get any help with washing",
    "can I get a break from looking after mum",
    "he doesn't get anything to eat",
    "will he get better",
    "I've never asked for help before but mum keeps falling",
]


@pytest.mark.parametrize(("id_", "said"), [(id_, one) for id_, all_ in ASKED.items() for one in all_])
def test_it_is_known_in_many_wordings(id_: str, said: str) -> None:
    found = question_of(said)
    assert found is not None and found.id == id_
    assert intent_heard({}, "unclear", 0.9, said) == "ask_plain"


@pytest.mark.parametrize("said", NOT_ASKED)
def test_what_only_sounds_like_it_is_left(said: str) -> None:
    assert question_of(said) is None


def test_danger_and_a_request_go_before_it() -> None:
    alert = {"risk": {"level": "urgent"}}
    assert intent_heard(alert, "unclear", 0.9, "will mum get in trouble") == "risk_urgent"
    asked = {"request": "talk_to_person"}
    assert intent_heard(asked, "unclear", 0.9, "can I text them") == "request_talk_to_person"


@pytest.mark.parametrize("question", plain_questions(), ids=lambda one: one.id)
def test_its_numbers_are_in_the_numbers_file(question: PlainQuestion) -> None:
    numbers = SafetyWords.load().numbers
    whole = question.says.format(**{id_: one.display for id_, one in numbers.items()})
    known = re.sub(r"[^0-9,]", "", ",".join(f"{n.display},{n.text}" for n in numbers.values()))
    assert all(re.sub(r"\D", "", found) in known for found in re.findall(r"\d[\d ]{3,}\d", whole))
    assert set(question.needs) <= {need.id for need in Vocabulary.load()}
