"""Two mends to how Rasa 3.6.21 calls the action server.

- It checks its own constant schema again at every call (45 ms an action): checked once here, and every answer
  is still validated against it.
- It swallows a failed action and answers as if nothing had happened: the failure is noted for the
  channel, which then tells the web that the turn failed.
"""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any

from jsonschema.validators import validator_for  # type: ignore[import-untyped]
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction

# The names of actions that failed in this turn; None outside a turn.
failed_actions: ContextVar[list[str] | None] = ContextVar("failed_actions", default=None)


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
    RemoteAction.run = _noting_failure(RemoteAction.run)


def _noting_failure(run: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def noting(self: RemoteAction, *args: Any, **kwargs: Any) -> Any:
        try:
            return await run(self, *args, **kwargs)
        except ActionExecutionRejection:
            raise
        except Exception:
            if (failed := failed_actions.get()) is not None:
                failed.append(self.name())
            raise

    return noting
