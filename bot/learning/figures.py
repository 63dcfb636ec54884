"""How well a trained set of texts does, as counts, and whether a newer one does worse. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

ALLOWANCES = Path(__file__).parent / "allowances.yml"


@dataclass(frozen=True)
class Figure:
    """So many of so many; `good`: more is better."""

    hits: int
    of: int
    good: bool = True

    def __str__(self) -> str:
        return f"{self.hits / self.of if self.of else 0:.3f} ({self.hits} of {self.of})"


def allowances(path: Path = ALLOWANCES) -> dict[str, float]:
    """Figure to the share by which it may get worse."""
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))["allowed"]
    return {str(name): float(share) for name, share in loaded.items()}


def worse(old: Mapping[str, Figure], new: Mapping[str, Figure], allowed: Mapping[str, float]) -> list[str]:
    """The names of the figures that got worse by more than they may; one that is missing now is worse."""
    return [name for name, before in old.items() if _is_worse(before, new.get(name), allowed.get(name, 0.0))]


def table(old: Mapping[str, Figure], new: Mapping[str, Figure]) -> Iterator[str]:
    """Old and new beside each other."""
    yield f"{'':<36}{'now':<24}with the labels"
    for name, before in old.items():
        yield f"{name:<36}{before!s:<24}{new.get(name, '-')}"


def _is_worse(before: Figure, after: Figure | None, allowed: float) -> bool:
    if after is None or after.of != before.of:
        return True
    lost = before.hits - after.hits if before.good else after.hits - before.hits
    return lost > allowed * before.of
