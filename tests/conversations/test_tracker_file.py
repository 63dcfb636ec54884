"""Rasa's own store reads the file of conversations as ours does."""

import json
import subprocess

import pytest

from tests.conversations.running_bot import RASA, ROOT, RunningBot, new_sender

pytestmark = [pytest.mark.slow, pytest.mark.rasa]

COMPARE = """
import asyncio, json, sys
from pathlib import Path
from bot.lean import make_rasa_lean
make_rasa_lean()
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SessionStarted, SlotSet, UserUttered, ActionExecuted
from rasa.shared.core.trackers import EventVerbosity
from bot.tracker_file import TrackerFile

file, sender = sys.argv[1:]
domain = Domain.load("domain.yml")
ours, theirs = TrackerFile(Path(file)), SQLTrackerStore(domain, dialect="sqlite", db=file)
ours.domain = domain
wait = asyncio.new_event_loop().run_until_complete

def states(name):
    found = []
    for store in (ours, theirs):
        for read in (store.retrieve, store.retrieve_full_tracker):
            tracker = wait(read(name))
            found.append(tracker and tracker.current_state(EventVerbosity.ALL))
    return found

told = {"whole": states(sender), "unknown": states("nobody")}
# A later session in the same conversation, kept by us and by Rasa, an event each.
for store, place in ((ours, "DN15"), (theirs, "DN16")):
    tracker = wait(store.retrieve(sender))
    for event in (ActionExecuted("action_session_start"), SessionStarted(), SlotSet("place", place)):
        tracker.update(event, domain)
    wait(store.save(tracker))
told["later"] = states(sender)
told["keys"] = [sorted(wait(store.keys())) for store in (ours, theirs)]
print(json.dumps(told))
"""


def test_both_read_and_write_the_same(bot: RunningBot) -> None:
    sender = new_sender()
    for text in ("my mum keeps falling", "that she is safe", "DN15 6NL"):
        bot.say(sender, text)
    done = subprocess.run(
        [RASA, "-W", "ignore", "-c", COMPARE, str(bot.var / "rasa_tracker.sqlite3"), sender],
        cwd=ROOT, env=bot.environ(), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    ours, ours_full, theirs, theirs_full = told["whole"]
    assert ours == theirs and ours_full == theirs_full
    assert [event["text"] for event in ours["events"] if event["event"] == "user"][-1] == "DN15 6NL"
    assert told["unknown"] == [None] * 4
    ours, ours_full, theirs, theirs_full = told["later"]
    assert ours == theirs and ours_full == theirs_full
    assert len(ours["events"]) < len(ours_full["events"])
    assert ours["slots"]["place"] == "DN16"
    assert told["keys"][0] == told["keys"][1]
