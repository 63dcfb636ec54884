"""What an alert asks the conversation to stay with. Pure but for the safeguarding lead's one file."""

from functools import cache
from pathlib import Path

import yaml

ALERTS_FILE = Path(__file__).parent / "alerts.yml"
OTHER = "other"


def alert_kind(category: str | None) -> str:
    """call_999, despair, harm or other."""
    return _kinds().get(category or "", OTHER)


@cache
def _kinds() -> dict[str, str]:
    data = yaml.safe_load(ALERTS_FILE.read_text(encoding="utf-8"))
    return {category: kind for kind, categories in data.items() for category in categories}
