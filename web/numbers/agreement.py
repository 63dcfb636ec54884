"""How far two reviewers agree: the share of cases, and Cohen's kappa, which takes off what chance would give.

J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20
(1960), 37-46. The reviewers change from case to case; "first" and "second" say who finished first. Pure.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

Pairs = Mapping[tuple[str, str], int]  # (first answer, second answer) to how many cases got them


@dataclass(frozen=True)
class Agreement:
    """Of how many cases two sheets are there, and in how many both say the same.

    `kappa`: 1 where they always agree, 0 where they do as often as by chance, below 0 where less. None where
    it has no value: without cases, and where everybody said the same of all, since chance gives that too.
    """

    cases: int
    agreed: int
    kappa: float | None

    @property
    def percent(self) -> float | None:
        """The share of cases in which both say the same, in per cent."""
        return 100 * self.agreed / self.cases if self.cases else None


def agreement(pairs: Pairs) -> Agreement:
    """The agreement of these pairs of answers."""
    cases = sum(pairs.values())
    agreed = sum(number for (first, second), number in pairs.items() if first == second)
    firsts, seconds = Counter[str](), Counter[str]()
    for (first, second), number in pairs.items():
        firsts[first] += number
        seconds[second] += number
    # In whole numbers, so that "always the same" is found exactly: chance * cases * cases.
    by_chance = sum(firsts[answer] * seconds[answer] for answer in firsts)
    if by_chance == cases * cases:
        return Agreement(cases, agreed, None)
    return Agreement(cases, agreed, (agreed * cases - by_chance) / (cases * cases - by_chance))
