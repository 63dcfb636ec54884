"""Guards: what stands near a hit can take its meaning away, what stands in another sentence cannot."""

from pathlib import Path

import pytest

from bot.patterns.exceptions import RuleError
from bot.patterns.rulebook import Rulebook

GUARDS = """
long_ago:
  patterns: [years ago]
denied:
  where: before
  patterns: [(not|never)]
nobody:
  where: touching
  patterns: ["(nobody|no one) [has]"]
"""
HEAD = "owner: Nadia\nreview_date: 2027-05-01\nlevel: urgent\n"
RULES = """
unless: ["@long_ago", "@denied", "@nobody"]
rules:
- id: collapsed
  why: Somebody is down.
  unless: [shed]
  patterns: [collapsed]
  matches: [he collapsed]
- id: fire
  why: Never to be missed.
  even_if: ["@long_ago"]
  patterns: [on fire]
  matches: [it is on fire]
"""


def book(folder: Path, rules: str = RULES) -> Rulebook:
    (folder / "rules").mkdir()
    (folder / "rules" / "danger.yml").write_text(HEAD + rules, encoding="utf-8")
    (folder / "guards.yml").write_text(GUARDS, encoding="utf-8")
    return Rulebook.load(folder / "rules", folder / "guards.yml")


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("he collapsed", ["danger.collapsed"]),
        ("he collapsed two years ago", []),
        ("it was years ago. now he has collapsed", ["danger.collapsed"]),
        ("he collapsed years ago. he has collapsed again", ["danger.collapsed"]),
        ("he never collapsed", []),
        ("he collapsed and never woke", ["danger.collapsed"]),
        ("nobody has collapsed", []),
        ("nobody came and he collapsed", ["danger.collapsed"]),
        ("the shed collapsed", []),
        ("on fire like years ago", ["danger.fire"]),
    ],
)
def test_guards(tmp_path: Path, words: str, ids: list[str]) -> None:
    assert [rule.id for rule in book(tmp_path).met_by(words)] == ids


@pytest.mark.parametrize(
    ("rules", "complaint"),
    [
        ("", "says no rules"),
        ("rules: [{id: a, why: b, patterns: ['(a'], matches: [a]}]", "danger.a: A bracket is not closed"),
        ("rules: [{id: a, why: b, patterns: [abc], matches: [a], unless: ['@x']}]", "no shared guard @x"),
        ("rules: [", "not well-formed YAML"),
    ],
)
def test_a_file_that_cannot_be_understood_is_named(tmp_path: Path, rules: str, complaint: str) -> None:
    with pytest.raises(RuleError, match=complaint.replace("(", r"\(")):
        book(tmp_path, rules)


def test_a_guard_that_stands_nowhere_known_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "danger.yml").write_text(HEAD + RULES, encoding="utf-8")
    (tmp_path / "guards.yml").write_text(GUARDS.replace("touching", "behind"), encoding="utf-8")

    with pytest.raises(RuleError, match="@nobody stands 'behind'"):
        Rulebook.load(tmp_path / "rules", tmp_path / "guards.yml")
