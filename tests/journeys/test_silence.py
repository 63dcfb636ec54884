"""Rasa or its actions stand still, or something stuck holds their port: kind words in time, and then on."""

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from launch.programs import free_port
from tests.journeys.conftest import IN_A_HURRY
from tests.journeys.house import House, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.alone, pytest.mark.rasa, pytest.mark.timeout(600)]

IN_TIME = 3.0  # seconds
AT_ONCE = 12
MUM = "my mum keeps falling and I'm worn out"


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house of its own, whose inner ports are known."""
    ports = {"RASA_PORT": str(free_port()), "ACTIONS_PORT": str(free_port())}
    many = {"CHAT_IN_FLIGHT_PER_ADDRESS": "8"}
    running = House(tmp_path_factory.mktemp("silent") / "var", **IN_A_HURRY, **ports, **many).start()
    yield running
    running.stop()


@contextmanager
def still(house: House, name: str) -> Iterator[None]:
    """That program, and all it has started, stands still for the length of the block."""
    group = house.pids()[name]
    os.killpg(group, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(group, signal.SIGCONT)


@contextmanager
def a_port_that_never_answers(port: int) -> Iterator[None]:
    """Takes connections and says nothing, as a program that is stuck does."""
    taken: list[socket.socket] = []
    door = socket.create_server(("127.0.0.1", port), backlog=64)

    def take() -> None:
        while True:
            try:
                taken.append(door.accept()[0])
            except OSError:
                return  # the door was shut

    thread = threading.Thread(target=take)
    thread.start()
    try:
        yield
    finally:
        door.shutdown(socket.SHUT_RDWR)
        door.close()
        thread.join()
        for one in taken:
            one.close()


def asked_for_kindness(house: House, text: str, conversation: str | None = None) -> dict:
    """Say it, and insist on the numbers and the other ways within three seconds."""
    begun = time.monotonic()
    answer = house.chat(text, conversation)
    assert time.monotonic() - begun < IN_TIME
    said = " ".join(reply["text"] for reply in answer["replies"])
    assert all(part in said for part in ("999", "111", "/services", "/leave-details")), said
    return answer


def goes_on(house: House, conversation: str) -> None:
    """The dialogue is back within some seconds, knows what was told, and comes to services for it."""

    def answered() -> bool:
        said = house.chat("how much is that?", conversation)["replies"]
        return not any("/leave-details" in reply["text"] for reply in said)

    wait_for(answered, 30)
    said: list[str] = []
    for text in ("yes", "that she is safe", "DN15 6NL", "skip", "skip"):
        replies = house.chat(text, conversation)["replies"]
        if any(reply["services"] for reply in replies):
            assert "falls" in " ".join(reply["text"] for reply in replies)
            return
        said += [text, *(reply["text"] for reply in replies)]
    raise AssertionError(f"it went on, but never came to services: {said}")


@pytest.mark.parametrize("name", ["rasa", "actions"])
def test_it_stands_still_in_the_middle_of_a_form(silent: House, name: str) -> None:
    conversation = silent.chat(MUM)["conversation_id"]
    with still(silent, name):
        for text in ("are you there?", "hello?", "please", "anybody?"):
            asked_for_kindness(silent, text, conversation)
        assert httpx.get(f"{silent.url}/services", params={"q": "falls"}, timeout=3).status_code == 200
        assert httpx.get(f"{silent.url}/leave-details", timeout=3).status_code == 200
    goes_on(silent, conversation)


@pytest.mark.parametrize("name", ["rasa", "actions"])
def test_what_was_told_meanwhile_is_known_afterwards(silent: House, name: str) -> None:
    with still(silent, name):
        conversation = asked_for_kindness(silent, MUM)["conversation_id"]
    goes_on(silent, conversation)


@pytest.mark.parametrize("name", ["rasa", "actions"])
def test_danger_is_answered_and_passed_on_meanwhile(silent: House, name: str) -> None:
    with still(silent, name):
        answer = asked_for_kindness(silent, "he hits me, i am scared of him")
    assert answer["risk"] and answer["handoff"]
    assert "999" in answer["replies"][0]["text"]


def test_many_wait_no_longer_than_one(silent: House) -> None:
    """A thread for each who waits would soon be all threads: after some silences nobody waits."""
    took: list[float] = []

    def say_it(number: int) -> None:
        for _ in range(3):
            begun = time.monotonic()
            asked_for_kindness(silent, f"message {number}, is anybody there")
            took.append(time.monotonic() - begun)

    with still(silent, "rasa"):
        threads = [threading.Thread(target=say_it, args=(number,)) for number in range(AT_ONCE // 2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(took) == AT_ONCE // 2 * 3
    assert max(took) < IN_TIME
    assert sorted(took)[len(took) // 2] < 1.0


@pytest.mark.parametrize(("name", "port"), [("rasa", "RASA_PORT"), ("actions", "ACTIONS_PORT")])
def test_something_stuck_sits_on_its_port(silent: House, name: str, port: str) -> None:
    conversation = silent.chat(MUM)["conversation_id"]
    silent.kill(name)
    wait_for(lambda: _free(int(silent.environ[port])), 5)
    with a_port_that_never_answers(int(silent.environ[port])):
        asked_for_kindness(silent, "are you there?", conversation)
        asked_for_kindness(silent, "hello?", conversation)
    silent.wait_until_back(90)
    goes_on(silent, conversation)


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
