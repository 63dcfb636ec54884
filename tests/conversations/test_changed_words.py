"""Words that were changed are forgotten by the dialogue: what they filled, what followed, and in its file."""

import sqlite3
from contextlib import closing
from typing import Any

import httpx
import pytest

from tests.conversations.running_bot import RunningBot, new_sender

pytestmark = [pytest.mark.slow, pytest.mark.rasa]


def say(bot: RunningBot, sender: str, text: str, message_id: str, **more: Any) -> list[str]:
    """Say it as the web does; what is said back."""
    metadata = {
        "channel": "web", "message_id": message_id, "welcomed": True,
        "heard": bot.understander.understand(text).as_metadata(), **more,
    }  # fmt: skip
    token = (bot.var / "secrets" / "rasa_token").read_text().strip()
    answer = httpx.post(
        f"http://127.0.0.1:{bot.rasa_port}/webhooks/signpost/webhook",
        json={"sender": sender, "message": text, "metadata": metadata},
        headers={"Authorization": f"Bearer {token}"}, timeout=20, trust_env=False,
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    return [one["text"] for one in answer.json()["messages"] if "text" in one]


def slots(bot: RunningBot, sender: str) -> dict[str, Any]:
    return {event["name"]: event["value"] for event in bot.events(sender, "slot")}


def test_a_place_that_was_changed_is_forgotten(bot: RunningBot) -> None:
    changed, plain = new_sender(), new_sender()
    for sender in (changed, plain):
        say(bot, sender, "I'm lonely", "m1")
        say(bot, sender, "skip", "m2")
    say(bot, changed, "DN15 6NL", "m3")
    assert slots(bot, changed)["place"]
    answers = [say(bot, changed, "skip", "m4", forget=["m3"]), say(bot, plain, "skip", "m4")]
    assert answers[0] == answers[1], "it is as if the other words had never been said"
    assert slots(bot, changed).get("place") == slots(bot, plain).get("place")
    assert [each["text"] for each in bot.events(changed, "user")] == ["I'm lonely", "skip", "skip"]
    with closing(sqlite3.connect(bot.var / "rasa_tracker.sqlite3")) as store:
        theirs = "SELECT count(*) FROM events WHERE sender_id = ? AND data LIKE '%DN15 6NL%'"
        (left,) = store.execute(theirs, [changed]).fetchone()
    assert left == 0


def test_the_first_message_can_be_changed_and_again(bot: RunningBot) -> None:
    sender, plain = new_sender(), new_sender()
    say(bot, sender, "my mum keeps falling", "m1")
    say(bot, sender, "my dad keeps falling", "m2", forget=["m1"])
    again = say(bot, sender, "I'm lonely", "m3", forget=["m1", "m2"])
    assert again == say(bot, plain, "I'm lonely", "m3")
    assert again == say(bot, sender, "I'm lonely", "m3", forget=["m1", "m2"]), "a repeat is not taken twice"
    assert len(bot.events(sender, "user")) == 1


def test_a_handoff_that_was_made_stays_known(bot: RunningBot) -> None:
    sender = new_sender()
    say(bot, sender, "my mum keeps falling", "m1")
    say(bot, sender, "I want to talk to a person", "m2")
    reference = slots(bot, sender)["handoff"]["reference"]
    assert say(bot, sender, "what lunch clubs are there", "m3", forget=["m2"])
    assert slots(bot, sender)["handoff"]["reference"] == reference
    assert say(bot, sender, "thank you", "m4")


def test_a_danger_heard_before_goes_with_what_is_handed_on_later(bot: RunningBot) -> None:
    sender = new_sender()
    say(bot, sender, "he is hitting me, please help", "m1")
    still = {"category": "domestic_abuse", "level": "priority"}
    say(bot, sender, "I want to talk to a person", "m2", forget=["m1"], still=still)
    assert slots(bot, sender)["handoff"]["kind"] == "safeguarding"
