"""The door into Rasa, and what happens when something behind it breaks."""

import os
import subprocess
from pathlib import Path

import httpx
import pytest

from tests.conversations.running_bot import RASA, ROOT, RunningBot, environ_of, free_port, new_sender

pytestmark = [pytest.mark.slow, pytest.mark.rasa]


def webhook(bot: RunningBot) -> str:
    return f"http://127.0.0.1:{bot.rasa_port}/webhooks/signpost/webhook"


def test_it_is_ready(bot: RunningBot) -> None:
    answer = httpx.get(bot.ready_url, trust_env=False)
    assert answer.status_code == 200
    assert set(answer.json()) == {"model", "trained_at"}


def test_a_message_sent_again_is_not_taken_twice(bot: RunningBot) -> None:
    sender = new_sender()
    first = bot.post(sender, "I'm lonely", message_id="m1")
    again = bot.post(sender, "I'm lonely", message_id="m1")
    assert first.status_code == 200 and first.json() == again.json()
    assert len(bot.events(sender, "user")) == 1


@pytest.mark.parametrize(
    ("text", "act"),
    [("I'm lonely", "tell_situation"), ("the grundle has flibbed", "unclear"), ("hello", "greet")],
)
def test_the_web_is_told_what_act_the_words_were_taken_for(bot: RunningBot, text: str, act: str) -> None:
    messages = bot.post(new_sender(), text).json()["messages"]
    assert [one["custom"]["act"] for one in messages if one.get("custom", {}).get("act")] == [act]
    assert "act" in messages[-1]["custom"]


@pytest.mark.parametrize("token", [None, "Bearer wrong", "Bearer"])
def test_without_the_token_nobody_comes_in(bot: RunningBot, token: str | None) -> None:
    headers = {"Authorization": token} if token else {}
    answer = httpx.post(webhook(bot), json={"sender": "s", "message": "m"}, headers=headers, trust_env=False)
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "address", ["/webhooks/rest/webhook", "/model/parse", "/conversations/s/tracker", "/domain"]
)
def test_no_other_door_is_open(bot: RunningBot, address: str) -> None:
    answer = httpx.post(f"http://127.0.0.1:{bot.rasa_port}{address}", json={}, trust_env=False)
    assert answer.status_code == 404


@pytest.mark.parametrize("token", [None, "Bearer wrong"])
def test_an_action_is_run_for_rasa_alone(bot: RunningBot, token: str | None) -> None:
    """Without the token any program here could pass on words that no resident ever said."""
    address = f"http://127.0.0.1:{bot.actions_port}/webhook"
    asked = {"next_action": "action_hand_over", "tracker": {"sender_id": "made-up"}, "sender_id": "made-up"}
    headers = {"Authorization": token} if token else {}
    assert httpx.post(address, json=asked, headers=headers, trust_env=False).status_code == 401


@pytest.mark.parametrize(
    "typed", ["/request_assessment", '/start_again{"place": "x"}', "/restart", "//back", "/session_start"]
)
def test_typed_words_are_never_an_intent(bot: RunningBot, typed: str) -> None:
    sender = new_sender()
    bot.say(sender, "hello")
    reply = bot.say(sender, typed, heard=False)
    texts = bot.events(sender, "user")
    assert texts[-1]["text"] == typed.lstrip("/")
    assert not texts[-1]["text"].startswith("/")
    assert reply.texts


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"sender": 1, "message": "m"}', b'{"sender": "s", "message": " / "}']
)
def test_what_is_no_message_is_refused(bot: RunningBot, body: bytes) -> None:
    token = (bot.var / "secrets" / "rasa_token").read_text().strip()
    answer = httpx.post(
        webhook(bot), content=body, headers={"Authorization": f"Bearer {token}"}, trust_env=False
    )
    assert answer.status_code == 400


def test_no_words_of_a_resident_reach_a_log(bot: RunningBot) -> None:
    sender = new_sender()
    bot.say(sender, "my zebedee keeps falling over the xylophone")
    bot.kill("actions")
    assert bot.post(sender, "the xylophone again").status_code == 500
    bot.start_one("actions")
    assert "xylophone" not in bot.logs() and "zebedee" not in bot.logs()


def test_without_its_actions_a_turn_fails_loudly_and_then_goes_on(bot: RunningBot) -> None:
    sender = new_sender()
    bot.say(sender, "I'm lonely")
    bot.kill("actions")
    assert bot.post(sender, "skip").status_code == 500
    bot.start_one("actions")
    assert bot.say(sender, "skip").texts


def test_a_turn_that_failed_half_way_leaves_no_trace(bot: RunningBot) -> None:
    """Said again, the same words do the same thing: nothing was taken for done that was not."""
    sender = new_sender()
    for text in ("I'm lonely", "skip", "Eastmere"):
        bot.say(sender, text)
    kept = len(bot.events(sender, "user"))
    bot.kill("actions")
    assert bot.post(sender, "no, it's not enough").status_code == 500
    assert len(bot.events(sender, "user")) == kept
    bot.start_one("actions")
    assert "utter_handed_over_not_enough" in bot.say(sender, "no, it's not enough").names


def test_a_conversation_survives_the_death_of_rasa(bot: RunningBot) -> None:
    sender = new_sender()
    bot.say(sender, "I'm lonely")
    bot.kill("rasa")
    bot.start_one("rasa")
    assert bot.say(sender, "skip").names == ["utter_ask_place"]


@pytest.mark.parametrize("trouble", ["port", "model", "broken", "setting"])
def test_what_is_in_the_way_is_one_sentence(bot: RunningBot, tmp_path: Path, trouble: str) -> None:
    environ = environ_of(tmp_path, RASA_PORT=str(free_port()))
    if trouble == "port":
        environ["RASA_PORT"] = str(bot.rasa_port)
    if trouble in {"model", "broken"}:
        environ["BUILD_DIR"] = str(tmp_path / "build")
    if trouble == "broken":
        real = next((Path(os.environ.get("BUILD_DIR", ROOT / "build")) / "rasa").glob("*.tar.gz"))
        name = httpx.get(bot.ready_url, trust_env=False).json()["model"]
        (tmp_path / "build" / "rasa").mkdir(parents=True)
        (tmp_path / "build" / "rasa" / name).write_bytes(real.read_bytes()[:2000])
    if trouble == "setting":
        environ["RASA_PORT"] = "many"
    done = subprocess.run(
        [RASA, "-m", "bot.serve"], cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr
