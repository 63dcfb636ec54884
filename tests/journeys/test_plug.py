"""The plug is pulled, process by process and between any two steps: nothing is lost, nothing is doubled."""

import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.journeys.conftest import IN_A_HURRY
from tests.journeys.house import House, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.alone, pytest.mark.rasa, pytest.mark.timeout(600)]

TO_THE_OFFER = ("my mum keeps falling and I'm worn out", "that she is safe", "DN15 6NL")
NOT_ENOUGH = "no, it's not enough"


@pytest.fixture(scope="module")
def plugged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house of its own: what is done to it here must not disturb the other journeys."""
    running = House(tmp_path_factory.mktemp("plugged") / "var", **IN_A_HURRY).start()
    yield running
    running.stop()


def to_the_offer(house: House) -> str:
    house.wait_until_back()
    conversation = None
    for text in TO_THE_OFFER:
        answer = house.chat(text, conversation)
        conversation = answer["conversation_id"]
    assert any(reply["services"] for reply in answer["replies"]), answer
    return str(conversation)


def handoffs(house: House) -> list[str]:
    """Every reference the web holds, straight from its store."""
    import sqlite3

    with sqlite3.connect(f"file:{house.var_dir}/contacts.sqlite3?mode=ro", uri=True) as store:
        found = [row[0] for row in store.execute("SELECT reference FROM handoff")]
    store.close()
    return found


def insist(house: House, text: str, conversation: str, message_id: str) -> dict:
    """Say it under one message id until it is answered, as a page does whose server fell over."""
    answer: dict = {}

    def answered() -> bool:
        try:
            reply = httpx.post(
                f"{house.url}/api/chat",
                json={"text": text, "conversation_id": conversation, "message_id": message_id},
                timeout=30,
            )
        except httpx.HTTPError:
            return False
        answer.update(reply.json() if reply.status_code == 200 else {})
        return reply.status_code == 200

    wait_for(answered, 60, lambda: house.said.read_text())
    return answer


def test_rasa_killed_mid_conversation_is_kind_and_comes_back(plugged: House) -> None:
    conversation = plugged.chat(TO_THE_OFFER[0])["conversation_id"]
    plugged.kill("rasa")
    begun = time.monotonic()
    answer = plugged.chat("are you there", conversation)
    assert time.monotonic() - begun < 3
    said = " ".join(reply["text"] for reply in answer["replies"])
    assert "999" in said and "/services" in said
    assert httpx.get(f"{plugged.url}/services", params={"q": "falls"}).status_code == 200
    plugged.wait_until_back()
    later = plugged.chat("that she is safe", conversation)
    assert later["conversation_id"] == conversation
    later = plugged.chat("DN15 6NL", conversation)
    assert any(reply["services"] for reply in later["replies"]), later


def test_an_urgent_message_is_passed_on_even_while_rasa_is_away(plugged: House) -> None:
    plugged.kill("rasa")
    answer = plugged.chat("i want an assessment for my dad please")
    assert answer["handoff"]
    plugged.wait_until_back()
    assert handoffs(plugged).count(answer["handoff"]["reference"]) == 1


def test_the_web_killed_before_a_handoff(plugged: House) -> None:
    conversation = to_the_offer(plugged)
    before = len(handoffs(plugged))
    plugged.kill("web")
    answer = insist(plugged, NOT_ENOUGH, conversation, "nonce-before-0001")
    # It is on disk when it is said; the courier brings it as soon as the web takes it.
    wait_for(lambda: answer["handoff"]["reference"] in handoffs(plugged), 60)
    assert len(handoffs(plugged)) == before + 1


@pytest.mark.parametrize("moment", [0.0, 0.02, 0.06, 0.12])
def test_the_web_killed_during_a_handoff(plugged: House, moment: float) -> None:
    conversation = to_the_offer(plugged)
    before = len(handoffs(plugged))
    nonce = f"nonce-during-{moment}"

    def say_it() -> None:
        try:
            plugged.chat(NOT_ENOUGH, conversation, message_id=nonce)
        except (httpx.HTTPError, AssertionError):
            pass  # its server fell over: that is the point

    speaking = threading.Thread(target=say_it)
    speaking.start()
    time.sleep(moment)
    plugged.kill("web")
    speaking.join()
    answer = insist(plugged, NOT_ENOUGH, conversation, nonce)
    plugged.wait_until_back()
    wait_for(lambda: len(handoffs(plugged)) >= before + 1, 60)
    assert answer["handoff"], "the resident has her reference"
    assert answer["handoff"]["reference"] in handoffs(plugged)
    time.sleep(2)  # whatever still waits on disk may arrive now
    assert len(handoffs(plugged)) == before + 1


def test_the_web_killed_after_a_handoff(plugged: House) -> None:
    conversation = to_the_offer(plugged)
    answer = plugged.chat(NOT_ENOUGH, conversation, message_id="nonce-after-00001")
    plugged.kill("web")
    again = insist(plugged, NOT_ENOUGH, conversation, "nonce-after-00001")
    assert again == answer
    assert handoffs(plugged).count(answer["handoff"]["reference"]) == 1


@pytest.mark.parametrize("moment", [0.0, 0.03, 0.08])
@pytest.mark.parametrize("name", ["actions", "rasa"])
def test_another_process_killed_during_a_handoff(plugged: House, name: str, moment: float) -> None:
    conversation = to_the_offer(plugged)
    before = len(handoffs(plugged))
    nonce = f"nonce-{name}-{moment}"
    speaking = threading.Thread(target=insist, args=(plugged, NOT_ENOUGH, conversation, nonce))
    speaking.start()
    time.sleep(moment)
    plugged.kill(name)
    speaking.join()
    plugged.wait_until_back()
    if (
        len(handoffs(plugged)) == before
    ):  # Rasa was away when she said it: she says it again, as the page asks her to
        plugged.chat(NOT_ENOUGH, conversation)
    wait_for(lambda: len(handoffs(plugged)) >= before + 1, 60, lambda: plugged.said.read_text())
    time.sleep(2)
    assert len(handoffs(plugged)) == before + 1


def test_the_worker_killed_is_started_again(plugged: House) -> None:
    killed = plugged.kill("worker")
    wait_for(lambda: plugged.pids().get("worker") not in (None, killed), 30)
    assert "worker process ended" in plugged.said.read_text()
