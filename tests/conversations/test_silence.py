"""Actions that hang, and messages that have been lying about: the turn is given up in time, and whole."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.conversations.running_bot import RunningBot, new_sender

pytestmark = [pytest.mark.slow, pytest.mark.alone, pytest.mark.rasa]


@contextmanager
def hung(bot: RunningBot, name: str) -> Iterator[None]:
    """That process stands still for the length of the block."""
    pid = bot.processes[name].pid
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def post_by(bot: RunningBot, sender: str, text: str, seconds: float) -> httpx.Response:
    token = (bot.var / "secrets" / "rasa_token").read_text().strip()
    return httpx.post(
        f"http://127.0.0.1:{bot.rasa_port}/webhooks/signpost/webhook",
        json={"sender": sender, "message": text, "answer_by": time.time() + seconds},
        headers={"Authorization": f"Bearer {token}"},
        timeout=20,
        trust_env=False,
    )


def test_actions_that_hang_in_the_middle_of_a_form(bot: RunningBot) -> None:
    sender = new_sender()
    bot.say(sender, "I'm lonely")
    kept = bot.events(sender, "user")
    with hung(bot, "actions"):
        begun = time.monotonic()
        answer = post_by(bot, sender, "skip", 1.0)
        took = time.monotonic() - begun
    assert answer.status_code == 504
    assert 0.9 < took < 2.0
    assert bot.events(sender, "user") == kept
    assert bot.say(sender, "skip").names == ["utter_ask_place"]


def test_other_conversations_are_not_held_up_by_one_that_waits(bot: RunningBot) -> None:
    sender, other = new_sender(), new_sender()
    bot.say(sender, "I'm lonely")
    with hung(bot, "actions"):
        for one in (sender, sender, other):
            assert post_by(bot, one, "skip", 0.3).status_code == 504
    assert bot.say(other, "I'm lonely").texts


def test_a_message_for_which_nobody_waits_any_more_is_not_taken(bot: RunningBot) -> None:
    """As when the server stood still, and the web has long since answered by itself."""
    sender = new_sender()
    bot.say(sender, "I'm lonely")
    assert post_by(bot, sender, "skip", -0.1).status_code == 504
    assert len(bot.events(sender, "user")) == 1


def test_a_server_that_stood_still_goes_on_where_it_was(bot: RunningBot) -> None:
    sender = new_sender()
    bot.say(sender, "I'm lonely")
    with hung(bot, "rasa"), pytest.raises(httpx.ReadTimeout):
        token = (bot.var / "secrets" / "rasa_token").read_text().strip()
        httpx.post(
            f"http://127.0.0.1:{bot.rasa_port}/webhooks/signpost/webhook",
            json={"sender": sender, "message": "start again", "answer_by": time.time() + 0.4},
            headers={"Authorization": f"Bearer {token}"},
            timeout=0.5,
            trust_env=False,
        )
    assert bot.say(sender, "skip").names == ["utter_ask_place"]
    assert [event["text"] for event in bot.events(sender, "user")] == ["I'm lonely", "skip"]
