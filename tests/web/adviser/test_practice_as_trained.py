"""Whoever writes a practised call down word for word has heard everything, by what ships, trained."""

from types import SimpleNamespace
from typing import Any

import pytest

from bot.settings import BotSettings
from bot.understand import Understander
from web.adviser.listener import Listener
from web.adviser.live import live_for
from web.adviser.practice.feedback import InNotes, feedback
from web.adviser.practice.reading import demo_calls
from web.adviser.script import script

pytestmark = pytest.mark.slow
# Without a directory no place is known: that prompt is looked at where there is one.
PLACE = "place"


@pytest.fixture(scope="module")
def understander() -> Understander:
    return Understander.load(BotSettings.from_env().build_dir)


@pytest.mark.parametrize("name", demo_calls())
def test_it_is_all_heard(understander: Understander, name: str) -> None:
    call = demo_calls()[name]
    notes = "\n".join(line.caller for line in call.lines)
    here: Any = SimpleNamespace(understander=understander, finder=None)  # what it asks of the parts
    live = live_for(here, Listener(), script(), notes)
    heard = InNotes(
        {*live.needs, *live.heard.perhaps},
        {risk.category for risk in live.heard.risks},
        live.heard.requests,
        live.covered,
    )
    told = feedback(call, heard, call.next)
    assert [point.id for point in told.missed] == []
    assert [prompt for prompt, done in told.prompts if not done and prompt != PLACE] == []
