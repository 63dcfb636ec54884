"""Is somebody in danger? One pure question asked of everything a resident writes, before anything else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

import yaml

from bot.patterns.rulebook import Rule, Rulebook
from bot.safeguarding.other_languages import ForeignRule, OtherLanguages

HERE = Path(__file__).parent
SIGN = "sign"  # the level of rules whose words raise nothing alone: bot/safeguarding/concern.py


@cache
def dangers() -> tuple[str, ...]:
    """Every category, the most pressing first."""
    return tuple(yaml.safe_load((HERE / "order.yml").read_text(encoding="utf-8"))["order"])


class Level(str, Enum):
    """How soon: emergency is now, urgent today, priority the next working day, check one gentle question."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    PRIORITY = "priority"
    CHECK = "check"

    @property
    def rank(self) -> int:
        """0 is the most urgent."""
        return list(Level).index(self)

    @property
    def is_alert(self) -> bool:
        """An alert acts; a check only asks."""
        return self is not Level.CHECK


@dataclass(frozen=True)
class Finding:
    """What was heard: `rule` is the id of the rule, for the record and for its owner."""

    category: str
    level: Level
    rule: str

    def as_json(self) -> dict[str, str]:
        """Plain words for the record, for Rasa and for the APIs."""
        return {"category": self.category, "level": self.level.value, "rule": self.rule}


@dataclass(frozen=True)
class Heard:
    """What was found; and the softer rules that were met, checks and signs: category to the id of a rule.

    `gently`: categories of which words were said that are asked about, however like a danger they are.
    `only_asks`: rules that say what the message is, so that it is asked about and no more.
    """

    findings: tuple[Finding, ...]
    soft: Mapping[str, str]
    gently: frozenset[str] = frozenset()
    only_asks: frozenset[str] = frozenset()


class Screen:
    """The rules of `rules/*.yml`, ready to ask. Deterministic; shared by threads."""

    def __init__(
        self, rulebook: Rulebook, order: Sequence[str] = (), others: OtherLanguages | None = None
    ) -> None:
        """`order` of the categories, the most pressing first; `others` hears danger in other languages."""
        self.rulebook = rulebook
        self._others = others or OtherLanguages(())
        # When two categories are equally urgent, the one whose help is the more pressing is named.
        self._order = {category: place for place, category in enumerate(order)}
        self._files = {file.outcome: file for file in rulebook.files}
        self._waits = {rule.id for rule in rulebook.rules() if not rule.alone}

    @classmethod
    def load(cls, folder: Path = HERE / "rules") -> "Screen":
        """Compile every rule; RuleError if one of them cannot be understood."""
        return cls(Rulebook.load(folder, HERE / "guards.yml"), dangers(), OtherLanguages.load())

    def acts_alone(self, finding: Finding) -> bool:
        """Does the rule of a finding need nobody's agreement? So it is with the plainest, in any language."""
        return finding.rule not in self._waits

    def level_of(self, category: str) -> Level:
        """How soon a category's alerts have to be acted on, unless a rule of its own says otherwise."""
        return Level(self._files[category].level)

    def sure_by_example(self, category: str) -> float:
        """From how likely on likeness to a category's examples is an alert; above 1 where it never is."""
        return self._files[category].like_examples

    def screen(self, text: str) -> Finding | None:
        """The worst thing that `text` says, or None."""
        findings = self.all_findings(text)
        return findings[0] if findings else None

    def all_findings(self, text: str) -> tuple[Finding, ...]:
        """Everything that was heard, the most urgent first."""
        return self.hear(text).findings

    def hears_anything(self, text: str) -> bool:
        """Does any rule, or a sign of one, speak up?"""
        heard = self.hear(text)
        return bool(heard.findings or heard.soft)

    def hear(self, text: str) -> Heard:
        """All that the rules make of `text`, read once."""
        met = self.rulebook.met_by(text)
        found = [_finding(rule) for rule in met if rule.level != SIGN]
        found.extend(_finding(rule) for rule in self._others.met_by(text))
        found.sort(key=lambda f: (f.level.rank, self._order.get(f.category, 0), f.rule))
        soft = [rule for rule in met if rule.level in (SIGN, Level.CHECK.value) and not rule.gently]
        gently = frozenset(rule.outcome for rule in met if rule.gently)
        only_asks = frozenset(rule.id for rule in met if rule.only_asks)
        return Heard(tuple(found), {rule.outcome: rule.id for rule in reversed(soft)}, gently, only_asks)


def _finding(rule: Rule | ForeignRule) -> Finding:
    return Finding(rule.outcome, Level(rule.level), rule.id)
