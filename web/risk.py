"""What a heard risk means for the record: is it an alert, is it worse, is it for the safeguarding team?"""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.handoff.kind import SAFEGUARDING, kind_of
from bot.safeguarding.screen import Level

ALERT_LEVELS = frozenset(level.value for level in Level if level.is_alert)


def is_worse(level: str, before: str | None) -> bool:
    """Is this level of risk more urgent than the one there was, if there was one?"""
    return before is None or Level(level).rank < Level(before).rank


def is_concern(risk: Mapping[str, Any] | None, request: str | None = None) -> bool:
    """Does this {"category", "level"}, or this winning request, go to the safeguarding team?"""
    heard = risk or {}
    return kind_of(heard.get("category"), heard.get("level"), request) == SAFEGUARDING


def concern_in(understander: Any, texts: Iterable[str]) -> bool:
    """Is there an alert for the safeguarding team anywhere in these words, be it the worst one or not?

    Without an understander nothing is heard; then the risk that came with the words has to do. The rules
    alone are asked: each message was heard in full when it was said, and whoever hands on must not wait.
    """
    if understander is None:
        return False
    found = (each for text in texts for each in understander.screen.all_findings(text))
    return any(is_concern(each.as_json()) for each in found)
