"""The quick ways through Rasa lead where its own ways lead: for every step of real conversations."""

import json
import subprocess
from typing import Any

import pytest

from tests.conversations.running_bot import RASA, ROOT, RunningBot, new_sender

pytestmark = [pytest.mark.slow, pytest.mark.rasa]

CONVERSATIONS = (
    (
        "my mum keeps ending up on the floor and I'm worn out",
        "how much is that?",
        "that she is safe",
        "DN15 6NL",
        "no",
    ),
    ("hello", "skip", "go back", "I want to talk to a person", "no thanks", "bye"),
    ("he hits me, i am scared of him", "no", "I want to carry on", "skip"),
    ("asdf", "who will see this?", "I'm lonely", "no, my brother", "start again", "I had a fall", "no"),
)
COMPARE = """
import asyncio, json, sys
from pathlib import Path
from bot.lean import make_rasa_lean
from bot.settings import BotSettings, teach_rasa_manners
settings = BotSettings.from_env()
teach_rasa_manners(settings.build_dir)
make_rasa_lean()
from rasa.core.agent import Agent
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker
from bot.graph_in_order import GraphInOrder, run_graphs_in_order
from bot.rule_index import look_rules_up
from bot.tracker_file import TrackerFile
from bot.train import model_file

theirs = RulePolicy._get_possible_keys
look_rules_up()
ours = RulePolicy._get_possible_keys
run_graphs_in_order()
store = TrackerFile(Path(sys.argv[1]))
agent = Agent.load(model_file(settings), tracker_store=store)
runner = agent.processor.graph_runner
assert type(runner) is GraphInOrder and theirs is not ours
asked = []

def both(self, lookup, states):
    found = ours(self, lookup, states)
    asked.append((len(lookup), found == theirs(self, lookup, states), len(found)))
    return found

RulePolicy._get_possible_keys = both
same, steps = True, 0
for sender in sys.argv[2:]:
    whole = asyncio.run(store.retrieve_full_tracker(sender))
    so_far = DialogueStateTracker(sender, agent.domain.slots)
    for event in whole.events:
        if isinstance(event, ActionExecuted) and so_far.events:  # predicting changes a tracker: copies
            one = agent.processor._predict_next_with_tracker(so_far.copy())
            runner.run = lambda **asked_for: DaskGraphRunner.run(runner, **asked_for)
            other = agent.processor._predict_next_with_tracker(so_far.copy())
            del runner.run
            same = same and one == other
            steps += 1
        so_far.update(event, agent.domain)
print(json.dumps({"same": same, "steps": steps, "asked": asked}))
"""


SPARED = """
import asyncio, json, sys
from pathlib import Path
from bot.lean import make_rasa_lean
from bot.settings import BotSettings, teach_rasa_manners
settings = BotSettings.from_env()
teach_rasa_manners(settings.build_dir)
make_rasa_lean()
from rasa.core.actions.forms import FormAction
from rasa.core.agent import Agent
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from bot.spared_calls import spare_calls
from bot.tracker_file import TrackerFile
from bot.train import model_file

store = TrackerFile(Path(sys.argv[1]))
domain = Agent.load(model_file(settings), tracker_store=store).domain

class Called(Exception):
    pass

async def theirs(*given):
    raise Called

FormAction.validate_slots = theirs
spare_calls()

async def all_checks():
    told, form = [], FormAction("listening_form", None)
    for sender in sys.argv[2:]:
        whole = await store.retrieve_full_tracker(sender)
        so_far = DialogueStateTracker(sender, domain.slots)
        for event in whole.events:
            so_far.update(event, domain)
            if not isinstance(event, UserUttered):
                continue
            try:
                found = await form.validate_slots({}, so_far, domain, None, None)
            except Called:
                found = "called"
            told.append([event.text, so_far.active_loop_name, found])
    return told

print(json.dumps(asyncio.run(all_checks())))
"""


def test_only_a_digression_within_listening_is_spared_the_check(bot: RunningBot) -> None:
    senders = []
    for said in CONVERSATIONS:
        senders.append(new_sender())
        for text in said:
            bot.say(senders[-1], text)
    told = _in_rasa(bot, SPARED, senders)
    spared = [(text, form) for text, form, found in told if found == []]
    assert {text for text, _ in spared} >= {"who will see this?", "go back", "start again"}
    assert {form for _, form in spared} == {"listening_form"}
    called = {text for text, _, found in told if found == "called"}
    assert called >= {"that she is safe", "DN15 6NL", "I had a fall", "he hits me, i am scared of him"}


def test_rules_and_graph(bot: RunningBot) -> None:
    senders = []
    for said in CONVERSATIONS:
        senders.append(new_sender())
        for text in said:
            bot.say(senders[-1], text)
    told = _in_rasa(bot, COMPARE, senders)
    assert told["same"]
    assert told["steps"] > 60
    assert all(same for _, same, _ in told["asked"])
    # Rules were there to be found, and some were.
    assert max(rules for rules, _, _ in told["asked"]) > 100
    assert sum(found > 0 for _, _, found in told["asked"]) > 40


def _in_rasa(bot: RunningBot, program: str, senders: list[str]) -> Any:
    """What a program in Rasa's own environment prints last, given the tracker store and conversations."""
    done = subprocess.run(
        [RASA, "-W", "ignore", "-c", program, str(bot.var / "rasa_tracker.sqlite3"), *senders],
        cwd=ROOT, env=bot.environ(), capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])
