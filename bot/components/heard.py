"""Rasa component: what our own screening heard (the message's metadata) goes before the learned act."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.heard_first import intent_heard


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Heard(GraphComponent):  # type: ignore[misc]  # Rasa publishes no types
    """Replaces the learned act where risk, a request that always wins, or a need was heard."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Heard:
        """There is nothing to learn or to load."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Give every message the intent that counts."""
        for message in messages:
            learned = message.get(INTENT) or {}
            act = str(learned.get(INTENT_NAME_KEY) or "unclear")
            share = float(learned.get(PREDICTED_CONFIDENCE_KEY) or 0.0)
            chosen = intent_heard(_heard(message), act, share, str(message.get(TEXT) or ""))
            if chosen != act:
                message.set(
                    INTENT, {INTENT_NAME_KEY: chosen, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True
                )
            if isinstance(metadata := message.get("metadata"), dict):
                metadata["act"] = chosen  # the channel, whose metadata this is, tells the web
        return messages


def _heard(message: Message) -> dict[str, Any]:
    heard = (message.get("metadata") or {}).get("heard")
    return heard if isinstance(heard, dict) else {}
