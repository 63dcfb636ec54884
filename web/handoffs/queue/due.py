"""The queue's times: how soon somebody hears (bot/handoff/due.py), what waits how long (`due.yml`). Pure."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.handoff import due
from bot.safeguarding.hours import OfficeHours
from web.models.handoff import Kind, Priority

RULES_FILE = Path(__file__).with_name("due.yml")


def priority_of(kind: Kind, risk_level: str | None, request: str | None, needs: Iterable[str]) -> Priority:
    """The most urgent of what was heard. A gentle check (no alert) leaves it routine."""
    return Priority(due.priority_of(kind, risk_level, request, needs))


def respond_by(priority: Priority, received: datetime, hours: OfficeHours) -> datetime:
    """By when a person should have heard from somebody."""
    return due.respond_by(priority.value, received, hours)


def look_again(moment: datetime, hours: OfficeHours) -> datetime:
    """When to look again at somebody who is waited for, where the worker gave no day."""
    return hours.close_of(moment, due_rules()["look_again_days"])


@cache
def due_rules() -> dict[str, Any]:
    """The file, read once. Shared: do not change what comes back."""
    rules: dict[str, Any] = yaml.safe_load(RULES_FILE.read_text(encoding="utf-8"))
    return rules
