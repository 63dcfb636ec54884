"""Two mends to how Rasa 3.6.21 calls the action server.

- It checks its own constant schema again at every call (45 ms an action): checked once here, and every answer
  is still validated against it.
- It swallows a failed action and goes on with the dialogue as if it had been done: a hand-off that was never
  made would count as made. Here a failed action ends the turn before anything of it is kept, so that the same
  words, said again, do the same thing.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from jsonschema.validators import validator_for  # type: ignore[import-untyped]
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction


class TurnFailed(BaseException):
    """An action failed. Not an Exception, because Rasa catches every one of those and goes on."""

    def __init__(self, action: str) -> None:
        super().__init__(action)
        self.action = action


def mend_remote_actions() -> None:
    """Apply both mends to this process; needed once, before the first message."""
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema)

    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate
    RemoteAction.run = _ending_the_turn(RemoteAction.run)


def _ending_the_turn(run: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def ending(self: RemoteAction, *args: Any, **kwargs: Any) -> Any:
        try:
            return await run(self, *args, **kwargs)
        except ActionExecutionRejection:
            raise
        except Exception as error:
            raise TurnFailed(self.name()) from error

    return ending
