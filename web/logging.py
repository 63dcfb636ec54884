"""What may be written to a log: scalars, short and without personal words. Anything else is refused.

One JSON object a line on standard error. Bodies, query strings and the texts of exceptions never get here:
a failure is logged as its kind and the places in our code it passed through.
"""

import json
import logging
import sys
import traceback
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

from web.clock import now

_LONGEST = 200


class NotLoggable(TypeError):
    """Somebody tried to log something that could hold a person's words."""


def set_up_logging() -> None:
    """Sends what libraries log to standard error in our own shape."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LibraryFormatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def log(event: str, **fields: str | int | float | bool | None) -> None:
    """Writes one event. Fields are counts, codes, references, durations: never words of a person."""
    _logger().info(event, **fields)


def log_failure(error: BaseException | None) -> None:
    """Writes that something failed: its kind and where, not its text, which may quote what somebody wrote."""
    if error is not None:
        _logger().error("failed", kind=type(error).__name__, where=places(error))


def places(error: BaseException) -> str:
    """The last places an error passed through, as `file:line function`, innermost last."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return " > ".join(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)[-_LONGEST:]


def scalars_only(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Refuses an event that carries anything but short scalars."""
    for name, value in event.items():
        if not isinstance(value, str | int | float | bool | None):
            raise NotLoggable(f"{name} is a {type(value).__name__}; only scalars are logged.")
        if isinstance(value, str) and len(value) > _LONGEST:
            raise NotLoggable(f"{name} is longer than {_LONGEST} characters; words are not logged.")
    return event


class LibraryFormatter(logging.Formatter):
    """Turns a library's log record into our shape, without its arguments and without exception texts."""

    def format(self, record: logging.LogRecord) -> str:
        event: dict[str, Any] = {"event": "library", "logger": record.name, "level": record.levelname.lower()}
        # The template of the message is the library's own text; its arguments may be somebody's words.
        event["message"] = str(record.msg)[:_LONGEST] if record.args else "message withheld"
        if record.exc_info and record.exc_info[1]:
            event |= {"kind": type(record.exc_info[1]).__name__, "where": places(record.exc_info[1])}
        return json.dumps(event | {"at": now().isoformat(timespec="milliseconds")})


def _logger() -> Any:
    # Put together here, not configured globally: the filter holds however the process was started.
    return structlog.wrap_logger(
        structlog.PrintLogger(sys.stderr),
        processors=[scalars_only, _stamped, structlog.processors.JSONRenderer()],
    )


def _stamped(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    return {**event, "at": now().isoformat(timespec="milliseconds")}


def _short(path: str) -> str:
    return "/".join(path.split("/")[-2:])
