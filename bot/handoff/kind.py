"""Which team a hand-off is for. Pure but for its one file, which the safeguarding lead edits."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

KINDS_FILE = Path(__file__).parent / "kinds.yml"
ALERTS = frozenset({"emergency", "urgent", "priority"})
SAFEGUARDING, SUPPORT = "safeguarding", "support"


def kind_of(
    risk_category: str | None,
    risk_level: str | None,
    request: str | None,
    earlier: Iterable[tuple[str | None, str | None]] = (),
) -> str:
    """Safeguarding for a reported worry or an alert of a category in kinds.yml, otherwise support.

    `earlier` are category and level of what was heard before in the same conversation: an alert stays.
    The one rule for everybody who makes a hand-off.
    """
    requests, risks = _kinds()
    heard = [(risk_category, risk_level), *earlier]
    alert = any(level in ALERTS and category in risks for category, level in heard)
    return SAFEGUARDING if alert or request in requests else SUPPORT


@cache
def _kinds() -> tuple[frozenset[str], frozenset[str]]:
    kinds = yaml.safe_load(KINDS_FILE.read_text(encoding="utf-8"))["safeguarding"]
    return frozenset(kinds["requests"]), frozenset(kinds["risks"])
