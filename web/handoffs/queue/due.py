"""How urgent a hand-off is, and by when somebody must be in touch. Pure but for its file, `due.yml`."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.safeguarding.hours import OfficeHours
from web.models.handoff import Kind, Priority

RULES_FILE = Path(__file__).with_name("due.yml")
_MOST_URGENT_FIRST = tuple(Priority)


def priority_of(kind: Kind, risk_level: str | None, request: str | None, needs: Iterable[str]) -> Priority:
    """The most urgent of what was heard. A gentle check (no alert) leaves it routine."""
    rules = due_rules()
    heard = [Priority.ROUTINE]
    if risk_level in set(Priority):
        heard.append(Priority(risk_level))
    heard += [Priority(rules["requests"][request])] if request in rules["requests"] else []
    heard += [Priority(rules["needs"][need]) for need in needs if need in rules["needs"]]
    heard += [Priority(rules["safeguarding"])] if kind is Kind.SAFEGUARDING else []
    return min(heard, key=_MOST_URGENT_FIRST.index)


def respond_by(priority: Priority, received: datetime, hours: OfficeHours) -> datetime:
    """By when a person should have heard from somebody."""
    rule = due_rules()["priorities"][priority.value]
    if "clock_minutes" in rule:
        return received + timedelta(minutes=rule["clock_minutes"])
    closing = hours.close_of(received, rule["working_days"])
    if "at_least_minutes" not in rule:
        return closing
    return max(closing, hours.after_working(received, timedelta(minutes=rule["at_least_minutes"])))


def look_again(moment: datetime, hours: OfficeHours) -> datetime:
    """When to look again at somebody who is waited for, where the worker gave no day."""
    return hours.close_of(moment, due_rules()["look_again_days"])


@cache
def due_rules() -> dict[str, Any]:
    """The file, read once. Shared: do not change what comes back."""
    rules: dict[str, Any] = yaml.safe_load(RULES_FILE.read_text(encoding="utf-8"))
    return rules
