"""How urgent a hand-off is, and by when somebody must be in touch. Pure but for its file, `due.yml`."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.handoff.kind import SAFEGUARDING
from bot.safeguarding.hours import OfficeHours

RULES_FILE = Path(__file__).with_name("due.yml")
LEAST_URGENT = "routine"


def priority_of(kind: str, risk_level: str | None, request: str | None, needs: Iterable[str]) -> str:
    """The most urgent of what was heard, as `due.yml` names it. A gentle check leaves it routine."""
    rules = due_rules()
    order = list(rules["priorities"])
    heard = [LEAST_URGENT, rules["requests"].get(request, LEAST_URGENT)]
    heard += [risk_level] if risk_level in order else []
    heard += [rules["needs"][need] for need in needs if need in rules["needs"]]
    heard += [rules["safeguarding"]] if kind == SAFEGUARDING else []
    return str(min(heard, key=order.index))


def respond_by(priority: str, received: datetime, hours: OfficeHours) -> datetime:
    """By when a person should have heard from somebody."""
    rule = due_rules()["priorities"][priority]
    if "clock_minutes" in rule:
        return received + timedelta(minutes=rule["clock_minutes"])
    closing = hours.close_of(received, rule["working_days"])
    if "at_least_minutes" not in rule:
        return closing
    return max(closing, hours.after_working(received, timedelta(minutes=rule["at_least_minutes"])))


def hour_and_day(local: datetime) -> str:
    """A time by which something is promised, on the council's clock: `5pm on Tuesday 24 November`."""
    return f"{hour(local)} on {local:%A} {local.day} {local:%B}"


def hour(local: datetime) -> str:
    """An hour as people say it: `5pm`, `9:30am`."""
    return f"{local:%I}".lstrip("0") + (f":{local:%M}" if local.minute else "") + f"{local:%p}".lower()


@cache
def due_rules() -> dict[str, Any]:
    """The file, read once. Shared: do not change what comes back."""
    rules: dict[str, Any] = yaml.safe_load(RULES_FILE.read_text(encoding="utf-8"))
    return rules
