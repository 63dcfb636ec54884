"""The six golden rules and the seven lines of the gate-keeping rule, each driven through the whole bot."""

import re

import pytest
import yaml

from tests.conversations.running_bot import ROOT, RunningBot
from tests.conversations.talking import Talk, judge
from tests.conversations.test_written import received

pytestmark = [pytest.mark.slow, pytest.mark.rasa]

MONEY_OR_DEFICIT = re.compile(r"money|savings|income|afford|can'?t you|disab|diagnos|eligib", re.IGNORECASE)
REQUESTS = {
    "I want an assessment": "request_assessment",
    "can I have a carer's assessment": "carers_assessment",
    "I want to talk to a person": "talk_to_person",
}


def to_the_offer(talk: Talk) -> None:
    talk.say("my dad is lonely, he lives in Eastmere", "seeing his mates", "I'm all right")


def test_rule_1_starts_with_strengths(bot: RunningBot) -> None:
    talk = Talk(bot)
    talk.say("hello", "I'm lonely")
    asked = [reply.texts[-1] for reply in talk.replies]
    assert talk.names[-1] == "utter_ask_matters"
    assert not [text for text in asked if MONEY_OR_DEFICIT.search(text)]


def test_rule_1_what_matters_is_in_every_record_that_a_person_reads(bot: RunningBot) -> None:
    talk = Talk(bot)
    to_the_offer(talk)
    reply = talk.say("nothing helps")
    got = received(bot, str(reply.handoff), {"what_matters": "seeing his mates"})
    assert got["what_matters"] == "seeing his mates"


def test_rule_1_a_bare_yes_is_nothing_that_matters(bot: RunningBot) -> None:
    talk = Talk(bot)
    talk.say("my dad is lonely, he lives in Eastmere", "yes", "I'm all right")
    reply = talk.say("nothing helps")
    assert received(bot, str(reply.handoff), {"reason": "not_enough"}).get("what_matters") is None


@pytest.mark.parametrize(("text", "request_id"), REQUESTS.items())
@pytest.mark.parametrize(
    "after", [(), ("I'm lonely",), ("I'm lonely", "skip"), ("I'm lonely", "skip", "DN15")]
)
def test_rule_2_and_line_1_a_request_skips_everything(
    bot: RunningBot, text: str, request_id: str, after: tuple[str, ...]
) -> None:
    talk = Talk(bot)
    if after:
        talk.say(*after)
    reply = talk.say(text)
    assert reply.handoff, "made at once"
    assert not reply.services, "never instead, never first"
    assert received(bot, reply.handoff, {"request": request_id})["request"] == request_id


def test_line_1_what_was_tried_is_not_suggested_again(bot: RunningBot) -> None:
    first = Talk(bot)
    shown = first.say("my mum keeps falling, she lives in Eastmere", "skip", "skip").services
    assert shown, [reply.texts for reply in first.replies]
    again = Talk(bot)
    names = again.say(
        f"my mum keeps falling, she lives in Eastmere. We've tried {shown[0]['name']}", "skip", "skip"
    ).services
    assert names
    assert shown[0]["id"] not in {one["id"] for one in names}


def test_rule_3_nobody_plans_for_good_in_a_crisis(bot: RunningBot) -> None:
    talk = Talk(bot)
    talk.say("he has collapsed and is not breathing", "I want to carry on")
    for text in ("we are looking for a care home for my dad", "skip", "skip", "DN15", "show me more"):
        reply = talk.say(text)
        judge(talk)
        assert not [one for one in reply.services if {"care_home", "home_care"} & set(one["needs"])]
    # Without an alert the same words show what there is.
    calm = Talk(bot)
    calm.say("we are looking for a care home for my dad", "skip", "skip", "DN15")
    assert any("care_home" in one["needs"] for reply in calm.replies for one in reply.services)


def test_rule_4_own_words_first_and_played_back_once(bot: RunningBot) -> None:
    talk = Talk(bot)
    to_the_offer(talk)
    played_back = " ".join(talk.replies[-1].texts)
    assert "for your dad, near Eastmere" in played_back and "Have I got that right" in played_back
    reply = talk.say("nothing helps")
    got = received(bot, str(reply.handoff), {"about_whom": "dad"})
    assert got["words"][0] == "my dad is lonely, he lives in Eastmere"
    assert talk.names.count("utter_played_back") == 1


def test_rule_5_the_area_is_asked_once_and_says_how_far(bot: RunningBot) -> None:
    talk = Talk(bot)
    reply = talk.say("I'm lonely", "skip", "DN15 6NL")
    assert any(one["distance_km"] is not None for one in reply.services)
    talk.say("show me more", "none of these", "start again", "I'm lonely", "skip")
    assert talk.names.count("utter_ask_place") == 2, "once, and once more after a new start"


def test_rule_6_nothing_is_decided_without_a_person(bot: RunningBot) -> None:
    """The bot's own outcomes are claims and hand-offs; a person at the council may change each of them."""
    talk = Talk(bot)
    to_the_offer(talk)
    outcomes = {talk.say("yes that's what I needed").record["outcome"], talk.say("person").record["outcome"]}
    assert outcomes == {"resolved", "handed_off"}


def test_line_2_what_was_noticed_is_said_and_a_person_offered(bot: RunningBot) -> None:
    talk = Talk(bot)
    reply = talk.say("my mum has dementia", "skip", "skip", "DN15")
    said = " ".join(reply.texts)
    assert "memory problems or dementia" in said
    assert 'say "person" at any time' in said


def test_line_3_the_bot_ends_nothing_but_information_that_contented(bot: RunningBot) -> None:
    talk = Talk(bot)
    to_the_offer(talk)
    talk.say("no")
    assert not any("outcome" in reply.record for reply in talk.replies), "a no is no end"
    declined = Talk(bot)
    declined.say(
        "hello", "not sure", "I don't know", "no idea", "rather not", "skip", "rather not", "no thanks"
    )
    assert not any("outcome" in reply.record for reply in declined.replies), "nor is a refused person"


def test_line_4_silence_and_goodbye_are_no_resolution(bot: RunningBot) -> None:
    for last in ("thanks bye", "no thanks that's all"):
        talk = Talk(bot)
        to_the_offer(talk)
        assert "outcome" not in talk.say(last).record


@pytest.mark.parametrize("text", ["do I have to sell the house", "I've got savings, will I have to pay"])
def test_line_5_money_is_never_asked_and_its_answer_is_that_asking_is_free(
    bot: RunningBot, text: str
) -> None:
    talk = Talk(bot)
    talk.say("my mum has dementia")
    said = " ".join(talk.say(text).texts)
    assert "assessment is free" in said and "does not depend on your money" in said
    talk.say(
        "skip", "skip", "DN15", "no", "I don't know", "Amir, 07700 900123", "any time", "yes", "yes", "yes"
    )
    asked = [text for reply in talk.replies for text in reply.texts if "?" in text]
    assert not [text for text in asked if re.search(r"savings|income|how much money|own your", text)]


def test_line_6_no_word_of_a_gate(bot: RunningBot) -> None:
    responses = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]
    said = " ".join(one["text"] for variants in responses.values() for one in variants)
    assert not re.search(r"threshold|criteria|qualif|eligib", said, re.IGNORECASE)
    talk = Talk(bot)
    for text in ("am I eligible for help", "do I qualify", "what are the criteria"):
        talk.say(text)
        judge(talk)


def test_line_7_who_has_a_team_goes_to_it(bot: RunningBot) -> None:
    talk = Talk(bot)
    reply = talk.say("I already have a care package and want to change my carer times")
    assert received(bot, str(reply.handoff), {"request": "existing_client"})["request"] == "existing_client"
    for text in ("rather not", "I can't get in the bath any more"):
        assert not talk.say(text).services
        judge(talk)
    assert "utter_look_meanwhile" not in talk.names
