"""How well do the rules hear? `python -m bot.safeguarding.measure` prints the figures of docs/risk.md.

The bank is parted once, by a hash of each message: rules are written looking at `dev` and measured on `test`.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.requests.hear import Requests
from bot.requests.scope import Scope
from bot.safeguarding.parting import is_dev
from bot.safeguarding.screen import Finding, Screen
from bot.safeguarding.second_opinion.opinion import SecondOpinion
from bot.settings import BotSettings
from directory.needs.encoder import SentenceEncoder

CURVE = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    name: str
    hit: int
    total: int

    def __str__(self) -> str:
        rate = self.hit / self.total if self.total else 0.0
        return f"{self.name:<44}{rate:6.3f}  ({self.hit} of {self.total})"


def read_bank(path: Path, part: str) -> list[dict[str, Any]]:
    """The rows of one file of the bank that belong to `part`: dev or test."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [row for row in rows if is_dev(row["text"]) is (part == "dev")]


@dataclass(frozen=True)
class Hearing:
    """The rules, and the second opinion where it is asked for."""

    screen: Screen
    requests: Requests
    second: SecondOpinion | None

    def risks(self, text: str) -> tuple[Finding, ...]:
        """What the rules find; if nothing, what the second opinion adds."""
        found = self.screen.all_findings(text)
        added = None if found or self.second is None else self.second.of(text).risk
        return found if added is None else (added,)

    def request(self, text: str) -> str | None:
        """What the rules hear; if nothing, what the second opinion is sure of."""
        heard = self.requests.hear(text)
        return heard if heard or self.second is None else self.second.of(text).request


def risk_shares(hearing: Hearing, rows: Iterable[Mapping[str, Any]]) -> Iterator[Share]:
    """Alerts by category, then of all: alerted, alerted or checked, alerted with the right category."""
    heard = [(row["category"], hearing.risks(row["text"])) for row in rows]
    for category in sorted({category for category, _ in heard}):
        own = [findings for name, findings in heard if name == category]
        yield Share(f"alert: {category}", sum(map(_alerts, own)), len(own))
    everything = [findings for _, findings in heard]
    yield Share("alert: all", sum(map(_alerts, everything)), len(heard))
    yield Share("alert or check: all", sum(map(bool, everything)), len(heard))
    right = sum(any(f.category == name and f.level.is_alert for f in found) for name, found in heard)
    yield Share("alert with the right category", right, len(heard))


def false_shares(hearing: Hearing, name: str, rows: list[dict[str, Any]]) -> Iterator[Share]:
    """Messages without risk that were alerted, or alerted or checked."""
    heard = [hearing.risks(row["text"]) for row in rows]
    yield Share(f"false alert: {name}", sum(map(_alerts, heard)), len(rows))
    yield Share(f"false alert or check: {name}", sum(map(bool, heard)), len(rows))


def request_shares(hearing: Hearing, rows: Iterable[Mapping[str, Any]]) -> Iterator[Share]:
    """The exact request heard, for each id and of all; then dialogue acts taken for a request."""
    heard = [(row["intent"], hearing.request(row["text"])) for row in rows]
    asked = [(intent, request) for intent, request in heard if intent in hearing.requests.order]
    for id_ in hearing.requests.order:
        own = [request for intent, request in asked if intent == id_]
        yield Share(f"request: {id_}", own.count(id_), len(own))
    yield Share("request: all, exact id", sum(i == r for i, r in asked), len(asked))
    others = [request for intent, request in heard if intent not in hearing.requests.order]
    yield Share("false request: dialogue acts", sum(r is not None for r in others), len(others))


def _alerts(findings: tuple[Finding, ...]) -> bool:
    return any(finding.level.is_alert for finding in findings)


def report(hearing: Hearing, bank: Path, phrases: Path, part: str) -> Iterator[Share]:
    """Every figure, in the order of docs/risk.md."""
    scope = Scope.load()
    yield from risk_shares(hearing, read_bank(bank / "risks.jsonl", part))
    yield from false_shares(hearing, "hard negatives", read_bank(bank / "hard-negatives.jsonl", part))
    ordinary = read_bank(bank / "ordinary.jsonl", part)
    yield from false_shares(hearing, "ordinary", ordinary)
    yield from request_shares(hearing, read_bank(bank / "requests.jsonl", part))
    needs = read_bank(phrases, part)
    for name, rows in (("ordinary", ordinary), ("situations", needs)):
        wrong = sum(hearing.request(row["text"]) is not None for row in rows)
        yield Share(f"false request: {name}", wrong, len(rows))
    outside = read_bank(bank / "out_of_scope.jsonl", part)
    yield Share("set aside: out of scope", sum(scope.is_outside(r["text"]) for r in outside), len(outside))
    for name, rows in (("ordinary", ordinary), ("situations", needs)):
        yield Share(f"wrongly set aside: {name}", sum(scope.is_outside(r["text"]) for r in rows), len(rows))


def curve(hearing: Hearing, second: SecondOpinion, bank: Path, part: str) -> Iterator[Share]:
    """Alert or check, of risky, near and ordinary messages, by how sure the second opinion must be."""
    for risk in CURVE:
        sureness = replace(second.sureness, risk=risk)
        asked = replace(hearing, second=replace(second, sureness=sureness))
        for name in ("risks", "hard-negatives", "ordinary"):
            rows = read_bank(bank / f"{name}.jsonl", part)
            heard = sum(bool(asked.risks(row["text"])) for row in rows)
            yield Share(f"alert or check at {risk:.2f}: {name}", heard, len(rows))


def main(arguments: list[str]) -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--part", choices=["dev", "test"], default="test")
    parser.add_argument("--rules-alone", action="store_true", help="without the second opinion")
    chosen = parser.parse_args(arguments)
    phrases = chosen.data / "phrase-bank" / "situations.jsonl"
    second = None
    if not chosen.rules_alone:
        second = SecondOpinion.load(BotSettings.from_env().build_dir, SentenceEncoder())
    hearing = Hearing(Screen.load(), Requests.load(), second)
    bank = chosen.data / "risk-bank"
    for share in report(hearing, bank, phrases, chosen.part):
        sys.stdout.write(f"{share}\n")
    if second is not None:
        for share in curve(hearing, second, bank, chosen.part):
            sys.stdout.write(f"{share}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
