"""Which team a hand-off is for. Pure but for its one file, which the safeguarding lead edits."""

from functools import cache
from pathlib import Path

import yaml

KINDS_FILE = Path(__file__).parent / "kinds.yml"
ALERTS = frozenset({"emergency", "urgent", "priority"})
SAFEGUARDING, SUPPORT = "safeguarding", "support"


def kind_of(risk_category: str | None, risk_level: str | None, request: str | None) -> str:
    """Safeguarding for a reported worry or an alert of a category in kinds.yml, otherwise support."""
    requests, risks = _kinds()
    alert = risk_level in ALERTS and risk_category in risks
    return SAFEGUARDING if alert or request in requests else SUPPORT


@cache
def _kinds() -> tuple[frozenset[str], frozenset[str]]:
    kinds = yaml.safe_load(KINDS_FILE.read_text(encoding="utf-8"))["safeguarding"]
    return frozenset(kinds["requests"]), frozenset(kinds["risks"])
