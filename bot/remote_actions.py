"""Three mends to how Rasa 3.6.21 calls the action server.

- It checks its own constant schema again at every call (45 ms an action), and holds every event against the
  23 kinds there are: the schema is checked once here, and every answer is still validated against it.
- It sends the whole domain with every call, every wording of it: here only the forms, which actions read.
- It swallows a failed action and goes on with the dialogue as if it had been done: a hand-off that was never
  made would count as made. Here a failed action ends the turn before anything of it is kept, so that the same
  words, said again, do the same thing.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import rasa
from jsonschema import ValidationError  # type: ignore[import-untyped]
from jsonschema.validators import validator_for  # type: ignore[import-untyped]
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity


class TurnFailed(BaseException):
    """An action failed. Not an Exception, because Rasa catches every one of those and goes on."""

    def __init__(self, action: str) -> None:
        super().__init__(action)
        self.action = action


def mend_remote_actions() -> None:
    """Apply the mends to this process; needed once, before the first message."""
    check = _checker(RemoteAction.action_response_format_spec())

    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        check(result)
        return True

    RemoteAction._validate_action_result = validate
    RemoteAction._action_call_format = _call
    RemoteAction.run = _ending_the_turn(RemoteAction.run)


def _checker(schema: dict[str, Any]) -> Callable[[Any], None]:
    """Rasa's own schema, with each event held against the part for its kind instead of against every part."""
    item = schema["properties"]["events"]["items"]
    kinds = {part["properties"]["event"]["const"]: _of_kind(part) for part in item["oneOf"]}
    every = _validator({name: value for name, value in item.items() if name != "oneOf"})
    whole = _validator(
        {**schema, "properties": {**schema["properties"], "events": {"type": "array", "items": {}}}}
    )

    def check(result: Any) -> None:
        whole.validate(result)
        for event in result.get("events", ()):
            every.validate(event)
            if event["event"] not in kinds:
                raise ValidationError("an event of no known kind")
            if of_kind := kinds[event["event"]]:
                of_kind.validate(event)

    return check


def _of_kind(part: dict[str, Any]) -> Any | None:
    """What checks an event of this kind; None where it only has to have its name."""
    return None if part == {"properties": {"event": part["properties"]["event"]}} else _validator(part)


def _validator(schema: dict[str, Any]) -> Any:
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def _call(self: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    """What is sent to the action server."""
    return {
        "next_action": self.name(),
        "sender_id": tracker.sender_id,
        "tracker": tracker.current_state(EventVerbosity.ALL),
        "version": rasa.__version__,
        "domain": {"forms": domain.forms},
    }


def _ending_the_turn(run: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def ending(self: RemoteAction, *args: Any, **kwargs: Any) -> Any:
        try:
            return await run(self, *args, **kwargs)
        except ActionExecutionRejection:
            raise
        except Exception as error:
            raise TurnFailed(self.name()) from error

    return ending
