"""Prints what a trained dialogue does next after a sentence. Run by Rasa's own Python: MODEL SENTENCE."""

import asyncio
import sys

from bot.lean import make_rasa_lean

make_rasa_lean()

from rasa.core.agent import Agent  # noqa: E402 -- only what is lean is loaded
from rasa.shared.core.events import ActionExecuted, UserUttered  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402


async def next_action(model: str, sentence: str) -> str:
    """The action that the model's rules choose for that sentence, at the beginning of a conversation."""
    agent = Agent.load(model)
    parsed = await agent.parse_message(sentence)
    said = UserUttered(sentence, intent=parsed["intent"], parse_data=parsed)
    tracker = DialogueStateTracker.from_events(
        "house", [ActionExecuted("action_listen"), said], agent.domain.slots
    )
    scores = agent.processor.predict_next_with_tracker(tracker)["scores"]
    return str(max(scores, key=lambda one: one["score"])["action"])


if __name__ == "__main__":
    sys.stdout.write(asyncio.run(next_action(sys.argv[1], sys.argv[2])) + "\n")
