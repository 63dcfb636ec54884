"""How well are dangers, requests and scope heard? `python -m bot.safeguarding.measure` prints the figures.

The shared bank is parted once, by a hash of each message (parting.py). `choose` is what thresholds are chosen
by, and the part to look at while working; every look at `test` is counted in docs/risk.md.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.safeguarding.parting import is_chosen_by, is_dev
from bot.safeguarding.screen import Finding
from bot.safeguarding.second_opinion.opinion import Opinion
from bot.settings import BotSettings
from bot.understand import Understander, Understanding
from directory.needs.heard import HeardNeed

PARTS = ("choose", "dev", "test", "all")
CURVE = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    name: str
    hit: int
    total: int

    def __str__(self) -> str:
        rate = self.hit / self.total if self.total else 0.0
        return f"{self.name:<44}{rate:6.3f}  ({self.hit} of {self.total})"


@dataclass(frozen=True)
class Row:
    """A message, its label, and what every part thinks of it: enough to decide by any threshold."""

    text: str
    label: str | None
    language: str
    opinion: Opinion
    needs: tuple[HeardNeed, ...]
    in_sentences: tuple[Finding, ...] = ()

    def understood(self, understander: Understander) -> Understanding:
        """What is made of it."""
        return understander.decide(self.text, self.language, self.opinion, self.needs, self.in_sentences)


def read_bank(path: Path, part: str) -> list[dict[str, Any]]:
    """The rows of one file of the bank that belong to `part`; none where there is no such file."""
    if not path.exists():
        return []
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [row for row in rows if _in_part(row["text"], part)]


def _in_part(text: str, part: str) -> bool:
    if part == "all":
        return True
    if part == "choose":
        return is_chosen_by(text)
    return is_dev(text) is (part == "dev")


def heard(understander: Understander, rows: Iterable[dict[str, Any]], label: str = "") -> list[Row]:
    """Every row read once by every part."""
    found = []
    for row in rows:
        language = understander.language_of(row["text"])
        opinion = understander.opinion(row["text"], language)
        needs = tuple(understander.recogniser.recognise(row["text"]))
        alerts = understander.alerts_in_sentences(row["text"], language)
        found.append(Row(row["text"], row.get(label), language, opinion, needs, alerts))
    return found


def risk_shares(understander: Understander, rows: Sequence[Row]) -> Iterator[Share]:
    """Alerts by category, then of all: alerted, alerted or checked, alerted with the right category."""
    risks = [(row.label, row.understood(understander).risk) for row in rows]
    for category in sorted({str(label) for label, _ in risks}):
        own = [risk for label, risk in risks if label == category]
        yield Share(f"alert: {category}", sum(r is not None and r.level.is_alert for r in own), len(own))
    alerts = [(label, risk) for label, risk in risks if risk is not None and risk.level.is_alert]
    yield Share("alert: all", len(alerts), len(risks))
    yield Share("alert or check: all", sum(risk is not None for _, risk in risks), len(risks))
    yield Share("alert with the right category", sum(label == r.category for label, r in alerts), len(risks))
    low = sum(r.level.rank - understander.screen.level_of(str(label)).rank > 1 for label, r in alerts)
    yield Share("alerts more than one step too low", low, len(alerts))


def false_shares(understander: Understander, name: str, rows: Sequence[Row]) -> Iterator[Share]:
    """What was raised, asked or set aside where nothing should have been."""
    made = [row.understood(understander) for row in rows]
    alerts = sum(u.risk is not None and u.risk.level.is_alert for u in made)
    yield Share(f"false alert: {name}", alerts, len(rows))
    yield Share(f"false alert or check: {name}", sum(u.risk is not None for u in made), len(rows))
    yield Share(f"false request: {name}", sum(u.request is not None for u in made), len(rows))
    yield Share(f"wrongly set aside: {name}", sum(u.out_of_scope for u in made), len(rows))


def request_shares(understander: Understander, rows: Sequence[Row]) -> Iterator[Share]:
    """The exact request heard, for each id and of all; then dialogue acts taken for a request."""
    order = understander.requests.order
    made = [(row.label, row.understood(understander).request) for row in rows]
    asked = [(label, request) for label, request in made if label in order]
    for id_ in order:
        own = [request for label, request in asked if label == id_]
        yield Share(f"request: {id_}", own.count(id_), len(own))
    yield Share("request: all, exact id", sum(label == request for label, request in asked), len(asked))
    others = [request for label, request in made if label not in order]
    yield Share("false request: dialogue acts", sum(r is not None for r in others), len(others))


def report(understander: Understander, data: Path, part: str) -> Iterator[Share]:
    """Every figure, in the order of docs/risk.md, then the curves."""
    bank = data / "risk-bank"

    def read(name: str, label: str = "") -> list[Row]:
        return heard(understander, read_bank(bank / f"{name}.jsonl", part), label)

    risks, near, ordinary = read("risks", "category"), read("hard-negatives"), read("ordinary")
    yield from risk_shares(understander, risks)
    yield from false_shares(understander, "hard negatives", near)
    yield from false_shares(understander, "ordinary", ordinary)
    situations = read_bank(data / "phrase-bank" / "situations.jsonl", part)
    yield from false_shares(understander, "situations", heard(understander, situations))
    yield from request_shares(understander, read("requests", "intent"))
    outside = read("out_of_scope")
    aside = sum(row.understood(understander).out_of_scope for row in outside)
    yield Share("set aside: out of scope", aside, len(outside))
    yield from curves(understander, {"risks": risks, "hard negatives": near, "ordinary": ordinary})


def curves(understander: Understander, banks: dict[str, list[Row]]) -> Iterator[Share]:
    """Alerts, and alerts or checks, by how sure the second opinion must be; the rules stay as they are."""
    for sure in CURVE:
        checking = replace(understander, sureness=replace(understander.sureness, check=sure))
        for name, rows in banks.items():
            made = sum(row.understood(checking).risk is not None for row in rows)
            yield Share(f"alert or check at {sure:.2f}: {name}", made, len(rows))
    for sure in CURVE:
        for name, rows in banks.items():
            likely = sum(row.opinion.risky >= sure for row in rows)
            yield Share(f"second opinion alone at {sure:.2f}: {name}", likely, len(rows))


def main(arguments: list[str]) -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--part", choices=PARTS, default=PARTS[0])
    parser.add_argument("--rules-alone", action="store_true", help="without the second opinion")
    chosen = parser.parse_args(arguments)
    understander = Understander.load(BotSettings.from_env().build_dir)
    if chosen.rules_alone:
        understander = replace(understander, second_opinion=None)
    for share in report(understander, chosen.data, chosen.part):
        sys.stdout.write(f"{share}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
