"""Whatever people say, in whatever order: every turn is answered, and nothing is said over and over."""

import random
import threading
import time
from collections import Counter

import pytest

from tests.conversations.running_bot import RunningBot, new_sender

pytestmark = [pytest.mark.slow, pytest.mark.rasa]

WALKS, TURNS = 64, 12
AT_A_TIME, SLOWEST_SECONDS = 8, 3.0
SAID = (
    "hello", "I'm lonely", "my mum keeps falling and I'm worn out", "skip", "Eastmere", "DN15 6NL", "qqzzx",
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
    "No, it's not safe", "No, don't pass it on", "I'd rather not say",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(WALKS))
def test_a_walk_is_answered_at_every_step(bot: RunningBot, seed: int) -> None:
    chance, sender, payloads = random.Random(seed), new_sender(), list(SAID[:3])  # noqa: S311 - no secret
    said = []
    for _ in range(TURNS):
        said.append(chance.choice(payloads if payloads and chance.random() < 0.4 else SAID))
        reply = bot.say(sender, said[-1])
        assert reply.texts and all(text.strip() for text in reply.texts), said
        assert max(Counter(reply.texts).values()) <= 2, (said, reply.texts)
        assert "utter_something_failed" not in reply.names, said
        assert "utter_tell_me_more" not in reply.names, ("no rule knew what comes next", said)
        assert "{" not in " ".join(reply.texts), (said, reply.texts)
        payloads = reply.payloads


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
