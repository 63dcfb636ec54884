"""Rasa component: which dialogue act a message is (yes, no, a place, a question about cost ...)."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.act_model import ActModel, train
from bot.exceptions import ModelError

SHOWN_IN_RANKING = 5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class DialogueActs(GraphComponent):  # type: ignore[misc]  # Rasa publishes no types
    """Learns the acts in bot/data/nlu and gives each message the likeliest, or "unclear"."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Below `threshold`, the act is `unclear_act`."""
        return {"threshold": 0.3, "unclear_act": "unclear"}

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: ActModel | None
    ):
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DialogueActs:
        """An untrained component."""
        return cls(config, model_storage, resource, None)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples and keep the model; the resource names where."""
        examples = training_data.intent_examples
        self._model = train([one.get(TEXT) for one in examples], [one.get(INTENT) for one in examples])
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> DialogueActs:
        """The trained component; a model that cannot be read is an error, never a silent blank."""
        try:
            with model_storage.read_from(resource) as folder:
                return cls(config, model_storage, resource, ActModel.load(folder))
        except (OSError, KeyError, ValueError) as error:
            raise ModelError("The model of dialogue acts cannot be read. Run `make train`.") from error

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Later components learn nothing from this one."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Give every message its act."""
        for message in messages:
            self._judge(message)
        return messages

    def _judge(self, message: Message) -> None:
        if self._model is None:
            raise ModelError("The model of dialogue acts is not trained. Run `make train`.")
        ranking = [_as_rasa(*one) for one in self._model.rank(message.get(TEXT) or "")[:SHOWN_IN_RANKING]]
        best = ranking[0]
        if best[PREDICTED_CONFIDENCE_KEY] < self._config["threshold"]:
            best = _as_rasa(self._config["unclear_act"], 1 - best[PREDICTED_CONFIDENCE_KEY])
        message.set(INTENT, best, add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)


def _as_rasa(act: str, share: float) -> dict[str, Any]:
    return {INTENT_NAME_KEY: act, PREDICTED_CONFIDENCE_KEY: share}
