"""What a check of somebody's open data found, and what it comes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Verdict(IntEnum):
    """From good to bad."""

    PASS = 0
    WARN = 1
    FAIL = 2


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be. `endpoint` was asked, `where` is the place in the answer."""

    verdict: Verdict
    endpoint: str
    where: str
    message: str

    def __str__(self) -> str:
        place = f" {self.where}" if self.where else ""
        return f"{self.verdict.name.lower()}: {self.endpoint}{place}: {self.message}"


@dataclass(frozen=True)
class Report:
    """Everything that was asked, and everything that was found."""

    asked: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst of it."""
        return worst(self.findings)


def worst(findings: Iterable[Finding]) -> Verdict:
    """The worst verdict of these; PASS where there are none."""
    return max((each.verdict for each in findings), default=Verdict.PASS)
