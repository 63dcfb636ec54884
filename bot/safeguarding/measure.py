"""How well do the rules hear? `python -m bot.safeguarding.measure` prints the figures of docs/risk.md.

The bank is parted once, by a hash of each message: rules are written looking at `dev` and measured on `test`.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.requests.hear import Requests
from bot.requests.scope import Scope
from bot.safeguarding.screen import Finding, Screen

SEED = "signpost-1"
DEV_SHARE = 7  # of ten


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    name: str
    hit: int
    total: int

    def __str__(self) -> str:
        rate = self.hit / self.total if self.total else 0.0
        return f"{self.name:<44}{rate:6.3f}  ({self.hit} of {self.total})"


def is_dev(text: str) -> bool:
    """Does this message belong to the part that rule writers may read?"""
    digest = hashlib.sha256(f"{SEED}:{text}".encode()).hexdigest()
    return int(digest, 16) % 10 < DEV_SHARE


def read_bank(path: Path, part: str) -> list[dict[str, Any]]:
    """The rows of one file of the bank that belong to `part`: dev or test."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [row for row in rows if is_dev(row["text"]) is (part == "dev")]


def risk_shares(screen: Screen, rows: Iterable[Mapping[str, Any]]) -> Iterator[Share]:
    """Alerts by category, then of all: alerted, alerted or checked, alerted with the right category."""
    heard = [(row["category"], screen.all_findings(row["text"])) for row in rows]
    for category in sorted({category for category, _ in heard}):
        own = [findings for name, findings in heard if name == category]
        yield Share(f"alert: {category}", sum(map(_alerts, own)), len(own))
    everything = [findings for _, findings in heard]
    yield Share("alert: all", sum(map(_alerts, everything)), len(heard))
    yield Share("alert or check: all", sum(map(bool, everything)), len(heard))
    right = sum(any(f.category == name and f.level.is_alert for f in found) for name, found in heard)
    yield Share("alert with the right category", right, len(heard))


def false_shares(screen: Screen, name: str, rows: list[dict[str, Any]]) -> Iterator[Share]:
    """Messages without risk that were alerted, or alerted or checked."""
    heard = [screen.all_findings(row["text"]) for row in rows]
    yield Share(f"false alert: {name}", sum(map(_alerts, heard)), len(rows))
    yield Share(f"false alert or check: {name}", sum(map(bool, heard)), len(rows))


def request_shares(requests: Requests, rows: Iterable[Mapping[str, Any]]) -> Iterator[Share]:
    """The exact request heard, for each id and of all; then dialogue acts taken for a request."""
    heard = [(row["intent"], requests.hear(row["text"])) for row in rows]
    asked = [(intent, request) for intent, request in heard if intent in requests.order]
    for id_ in requests.order:
        own = [request for intent, request in asked if intent == id_]
        yield Share(f"request: {id_}", own.count(id_), len(own))
    yield Share("request: all, exact id", sum(i == r for i, r in asked), len(asked))
    others = [request for intent, request in heard if intent not in requests.order]
    yield Share("false request: dialogue acts", sum(r is not None for r in others), len(others))


def _alerts(findings: tuple[Finding, ...]) -> bool:
    return any(finding.level.is_alert for finding in findings)


def report(bank: Path, phrases: Path, part: str) -> Iterator[Share]:
    """Every figure, in the order of docs/risk.md."""
    screen, requests, scope = Screen.load(), Requests.load(), Scope.load()
    yield from risk_shares(screen, read_bank(bank / "risks.jsonl", part))
    yield from false_shares(screen, "hard negatives", read_bank(bank / "hard-negatives.jsonl", part))
    ordinary = read_bank(bank / "ordinary.jsonl", part)
    yield from false_shares(screen, "ordinary", ordinary)
    yield from request_shares(requests, read_bank(bank / "requests.jsonl", part))
    needs = read_bank(phrases, part)
    for name, rows in (("ordinary", ordinary), ("situations", needs)):
        wrong = sum(requests.hear(row["text"]) is not None for row in rows)
        yield Share(f"false request: {name}", wrong, len(rows))
    outside = read_bank(bank / "out_of_scope.jsonl", part)
    yield Share("set aside: out of scope", sum(scope.is_outside(r["text"]) for r in outside), len(outside))
    for name, rows in (("ordinary", ordinary), ("situations", needs)):
        yield Share(f"wrongly set aside: {name}", sum(scope.is_outside(r["text"]) for r in rows), len(rows))


def main(arguments: list[str]) -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--part", choices=["dev", "test"], default="test")
    chosen = parser.parse_args(arguments)
    phrases = chosen.data / "phrase-bank" / "situations.jsonl"
    for share in report(chosen.data / "risk-bank", phrases, chosen.part):
        sys.stdout.write(f"{share}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
