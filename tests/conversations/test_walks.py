"""Whatever people say, in whatever order: no dead end, no loop, no lost fact, a way to a person."""

import random
import threading
import time
from collections import Counter

import pytest

from tests.conversations.running_bot import RunningBot, new_sender
from tests.conversations.talking import WAY_TO_A_PERSON, Talk, judge

pytestmark = [pytest.mark.slow, pytest.mark.rasa]

WALKS, FACT_WALKS, TURNS = 120, 24, 12
AT_A_TIME, SLOWEST_SECONDS = 8, 3.0
SAID = (
    "hello", "I'm lonely", "my mum keeps ending up on the floor and I'm worn out", "skip", "Eastmere",
    "DN15 6NL", "qqzzx",
    "yes", "no", "ok", "yes that's what I needed", "show me more", "none of these", "too far",
    "we tried that", "go back", "start again", "what?", "asdf", "you're useless", "thank you", "bye",
    "no thanks that's all", "me", "my husband", "not my mum, my nan", "her garden", "person",
    "I want an assessment", "please dont ring me he will see", "Rosa, 07700 900123", "07700 900123",
    "rosa@example.org", "mornings", "rather not", "I don't know", "how much is that", "who sees this?",
    "will you tell him", "how long does it take", "what can I do", "do I have to sell the house",
    "when will someone call", "what's my reference", "what happens now", "is it recorded",
    "I want to kill myself", "my husband hits me", "he has collapsed and is not breathing",
    "my son is here now, he's ok", "I want to carry on", "help me", "when are the bins collected",
    "moja mama jest chora i nie wiem co robić", "my back is bad", "I want to complain about my carer",
    "she is eleven years old and at school", "my dad lives in Leeds", "Yes please", "No thanks",
    "Company and getting out", "Someone I'm helping", "No, it's not enough", "Yes, that is safe",
    "No, it's not safe", "No, don't pass it on", "I'd rather not say", "two-minute check", "stop",
    "it's hard", "tell me more about the second one", "tell me about the Red Letter Clinic", "nothing helps",
    "I need help with something else", "is there anything nearer", "you've got something wrong",
    "I meant DN16 not DN15", "I look after my wife and never get a break",
    "I'm a district nurse with a patient",
    "I already have a care package and want to change my carer times", "yes, they know", "They can't say",
    "my mum has dementia and my dad can't get in the bath", "I'm worn out", "I'm all right",
    "is there a free one", "Only the ones that come to the home", "any price", "any distance is fine",
    "The Lantern Room is not right for me: it is too far away.", "the second one is not right for us",
)  # fmt: skip
# Words in which no alert, no request and no new start is heard: what is told among these must stay told.
HARMLESS = (
    "skip", "who sees this?", "how much is that", "are you a robot", "what happens now", "what?", "hello",
    "show me more", "why this", "I don't know", "tell me more about the first one", "how long does it take",
    "rather not",
)  # fmt: skip
FACTS = (
    ("my dad is lonely", "about_whom", "dad"),
    ("he lives in DN16 1AA", "place", "DN16"),
)


def walk(talk: Talk, seed: int) -> None:
    """So many turns at random, four in ten of them a button, each turn judged."""
    chance, payloads = random.Random(seed), list(SAID[:3])  # noqa: S311 - no secret
    for _ in range(TURNS):
        reply = talk.say(chance.choice(payloads if payloads and chance.random() < 0.4 else SAID))
        judge(talk)
        payloads = [*reply.payloads, *reply.under]


@pytest.mark.parametrize("seed", range(WALKS))
def test_a_walk_is_answered_at_every_step_and_leads_to_a_person(bot: RunningBot, seed: int) -> None:
    talk = Talk(bot)
    walk(talk, seed)
    reply = talk.say(WAY_TO_A_PERSON)
    judge(talk)
    has_reference = bool(reply.handoff or (talk.slots().get("handoff") or {}))
    assert has_reference, ("no way to a person", talk.said, reply.names)


@pytest.mark.parametrize("seed", range(FACT_WALKS))
def test_what_was_told_is_neither_lost_nor_asked_for_again(bot: RunningBot, seed: int) -> None:
    chance, talk = random.Random(seed), Talk(bot)  # noqa: S311 - no secret
    talk.say(*(text for text, _slot, _value in FACTS))
    for _ in range(TURNS - len(FACTS)):
        talk.say(chance.choice(HARMLESS))
        judge(talk)
    slots = talk.slots()
    assert slots["about_whom"] == "dad", talk.said
    assert dict(slots["place"])["label"].startswith("DN16"), talk.said  # type: ignore[call-overload]
    assert not {"utter_ask_place", "utter_ask_who_for", "utter_ask_situation"} & set(talk.names[2:]), (
        talk.said
    )


@pytest.mark.parametrize("seed", range(FACT_WALKS))
def test_no_question_goes_round_and_round(bot: RunningBot, seed: int) -> None:
    """Whoever never knows comes to an end all the same; no question is asked more than three times."""
    chance, talk = random.Random(seed), Talk(bot)  # noqa: S311 - no secret
    talk.say(chance.choice(("hello", "I'm lonely", "my mum has dementia", "two-minute check", "asdf")))
    for _ in range(20):
        talk.say(chance.choice(("I don't know", "skip", "not sure", "rather not")))
        judge(talk)
    asked = Counter(name for name in talk.names if name.startswith("utter_ask_"))
    most = {name: count for name, count in asked.items() if count > 3}
    assert not most, (talk.said, most)


def test_many_at_once_are_answered_in_time(bot: RunningBot) -> None:
    """Also while the web takes no hand-off: nobody waits for the road to it."""
    took: list[float] = []
    turns = ("my mum keeps falling", "her garden", "DN15 6NL", "not enough", "Amir, 07700 900123", "mornings")

    def talk() -> None:
        sender = new_sender()
        for text in turns:
            began = time.monotonic()
            assert bot.post(sender, text).status_code == 200
            took.append(time.monotonic() - began)

    bot.receiver.manner = "slow"
    people = [threading.Thread(target=talk) for _ in range(AT_A_TIME)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    bot.receiver.manner = "good"
    assert len(took) == AT_A_TIME * len(turns)
    assert max(took) < SLOWEST_SECONDS
