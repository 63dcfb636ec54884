"""Every written conversation, held with the real bot from beginning to end."""

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conversations.running_bot import Reply, RunningBot, new_sender
from web.resident.not_right import own_words

pytestmark = [pytest.mark.slow, pytest.mark.rasa]

WRITTEN = [
    conversation
    for file in sorted((Path(__file__).parent / "written").glob("*.yml"))
    for conversation in yaml.safe_load(file.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("written", WRITTEN, ids=lambda written: written["name"])
def test_it_goes_as_written(bot: RunningBot, written: dict[str, Any]) -> None:
    sender, reference, outcome = new_sender(), None, None
    shown: list[str] = []
    first = ""  # the name of the first of the places shown last
    for turn in written["turns"]:
        says = turn["says"].replace("{first}", first)
        own = own_words(says, first) if first and says.startswith(first) else says  # as the web screens it
        reply = bot.say(sender, says, heard=written.get("heard", True), own=own)
        check_turn(turn, reply)
        check_services(turn, reply)
        first = reply.services[0]["name"] if reply.services else first
        shown += [service["id"] for service in reply.services]
        reference = reply.handoff or reference
        outcome = reply.record.get("outcome", outcome)
    assert len(shown) == len(set(shown)), "a service was shown twice"
    if "outcome" in written:
        assert outcome == written["outcome"]
    assert (reference is not None) == ("handoff" in written)
    if reference:
        check_handoff(written["handoff"], received(bot, reference, written["handoff"]), sender)


def check_turn(turn: dict[str, Any], reply: Reply) -> None:
    assert reply.names == turn["answers"], (turn["says"], reply.texts)
    assert not [payload for payload in reply.payloads if payload.startswith("/")]
    if "services_for" in turn:
        answered = {need for service in reply.services for need in service["needs"]}
        assert set(turn["services_for"]) <= answered
    if "utter_services" in turn["answers"]:
        assert 1 <= len(reply.services) <= 3
        assert all(service["why"] for service in reply.services)
    if turn.get("distances"):
        assert any(service["distance_km"] is not None for service in reply.services)
    if "text" in turn:
        assert turn["text"] in " ".join(reply.texts)
    if "buttons" in turn:
        assert reply.titles == turn["buttons"]
    if "last_button" in turn:
        assert len(reply.titles) == 4
        assert reply.titles[-1] == turn["last_button"]
    for name, value in turn.get("record", {}).items():
        assert reply.record[name] == value


def check_services(turn: dict[str, Any], reply: Reply) -> None:
    assert turn.get("lacks", "nothing is missing") not in " ".join(reply.texts)
    if "under" in turn:
        assert reply.under == turn["under"]
    if "shows" in turn:
        assert len(reply.services) == turn["shows"]
    if "refused" in turn:
        assert [one["reason"] for one in reply.refused] == [turn["refused"]]
    for name, allowed in turn.get("every", {}).items():
        assert reply.services and {service[name] for service in reply.services} <= set(allowed), name


def received(bot: RunningBot, reference: str, wanted: dict[str, Any]) -> dict[str, Any]:
    """The hand-off as it arrived; contact details follow a moment later."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        kept = [one for one in bot.receiver.kept.values() if one["reference"] == reference]
        if kept and all(
            kept[0].get(name) == value for name, value in wanted.items() if name != "first_words"
        ):
            break
        time.sleep(0.05)
    return bot.receiver.by_reference(reference)


def check_handoff(wanted: dict[str, Any], got: dict[str, Any], sender: str) -> None:
    assert got["conversation_id"] == sender
    for name, value in wanted.items():
        if name == "first_words":
            assert got["words"][0] == value
        else:
            assert got[name] == value, name
    phone = (got["contact"] or {}).get("phone")
    assert not phone or not [words for words in got["words"] if words == phone]
