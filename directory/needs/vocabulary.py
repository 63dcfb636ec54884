"""The needs vocabulary: the 45 things Signpost can hear in a resident's words and find services for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

VOCABULARY_FILE = Path(__file__).parent / "vocabulary.yml"


@dataclass(frozen=True)
class Need:
    """One need. `resident_label` is what residents read and fits after "help with"; `label` is for staff."""

    id: str
    label: str
    resident_label: str
    group: str
    route: str
    watch: tuple[str, ...]


class Vocabulary:
    """The needs in their fixed order, and by id."""

    def __init__(self, needs: tuple[Need, ...]) -> None:
        self.needs = needs
        self.ids = tuple(need.id for need in needs)
        self._by_id = {need.id: need for need in needs}
        self.position = {need_id: place for place, need_id in enumerate(self.ids)}

    @classmethod
    def load(cls, path: Path = VOCABULARY_FILE) -> Vocabulary:
        """Read the vocabulary file."""
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))["needs"]
        return cls(tuple(Need(**{**row, "watch": tuple(row["watch"])}) for row in rows))

    def __getitem__(self, need_id: str) -> Need:
        return self._by_id[need_id]

    def __contains__(self, need_id: object) -> bool:
        return need_id in self._by_id

    def __iter__(self) -> Iterator[Need]:
        return iter(self.needs)

    def __len__(self) -> int:
        return len(self.needs)

    def known(self, need_ids: Iterable[str]) -> tuple[str, ...]:
        """Those of the ids that are in the vocabulary, in the order given, each once."""
        return tuple(dict.fromkeys(need_id for need_id in need_ids if need_id in self._by_id))
