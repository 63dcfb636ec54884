"""What an alert asks the conversation to stay with. Pure but for the safeguarding lead's one file."""

from functools import cache
from pathlib import Path

import yaml

ALERTS_FILE = Path(__file__).parent / "alerts.yml"
CALL_999, OTHER = "call_999", "other"
SAFE = "safe"  # they said that it is over: the offer of a person stays, once, and nothing else
EMERGENCY = "emergency"


def alert_kind(category: str | None, level: str = EMERGENCY) -> str:
    """call_999, despair, harm or other. Only an emergency leaves room for nothing but 999."""
    kind = _kinds().get(category or "", OTHER)
    return OTHER if kind == CALL_999 and level != EMERGENCY else kind


@cache
def _kinds() -> dict[str, str]:
    data = yaml.safe_load(ALERTS_FILE.read_text(encoding="utf-8"))
    return {category: kind for kind, categories in data.items() for category in categories}
