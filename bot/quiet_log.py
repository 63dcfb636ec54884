"""Logs of Rasa and the action server that can hold no resident's words.

Rasa puts messages, slots and whole requests into its log lines and its exceptions. So of a foreign
record only where it came from and the kind of exception are kept; our own records (logger `bot...`)
are written as they are.
"""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

OURS = "bot"


class PlaceOnly(logging.Formatter):
    """Writes our own records in full, and of anybody else's only its place and kind."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, without a resident's words."""
        start = f"{self.formatTime(record)} {record.levelname} {record.name}"
        if record.name.split(".")[0] == OURS:
            return f"{start}: {record.getMessage()}{_kind(record)}"
        return f"{start}: line {record.lineno} of {record.filename}{_kind(record)}"


def quiet_log(level: int = logging.WARNING) -> None:
    """Send every logger of this process, structlog included, through PlaceOnly to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PlaceOnly())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.getLogger(OURS).setLevel(logging.INFO)
    # Rasa's pinned libraries warn about each other at every start; none of it is ours to mend.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    for name in list(logging.root.manager.loggerDict):
        other = logging.getLogger(name)
        if other.handlers:
            other.handlers.clear()
            other.propagate = True
    _quiet_structlog(level)


def _quiet_structlog(level: int) -> None:
    import structlog

    structlog.configure(
        processors=[_event_name_only],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def _event_name_only(logger: Any, method: str, event: MutableMapping[str, Any]) -> str:
    """Of a structured record only its dotted name, which is written in Rasa's source, and its level."""
    name = str(event.get("event", ""))
    return f"{method.upper()} {name if name.replace('.', '').replace('_', '').isalnum() else 'a message'}"


def _kind(record: logging.LogRecord) -> str:
    if record.exc_info and record.exc_info[0]:
        return f" ({record.exc_info[0].__name__})"
    return ""
