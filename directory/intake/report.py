"""What an import did, for the person who asked and for the record of runs."""

from dataclasses import dataclass
from typing import Any

from directory.openreferral.feed import Rejected

MOST_KEPT = 1000  # of each kind, in the record of a run


@dataclass(frozen=True)
class ImportReport:
    """What an import did. `labelled` is None where there was no labeller to ask.

    `vanished` are ids that the source no longer lists, `returned` how many it lists again, `renamed` the
    (feed's id, own id) of services whose id another source had, `notes` what else there is to say.
    """

    added: int
    changed: int
    unchanged: int
    rejected: tuple[Rejected, ...]
    retired: int
    labelled: int | None
    repaired: tuple[Rejected, ...] = ()
    vanished: tuple[str, ...] = ()
    returned: int = 0
    renamed: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    source_id: str | None = None
    run_id: int | None = None

    @property
    def taken(self) -> int:
        """How many entries of the feed are in the directory now."""
        return self.added + self.changed + self.unchanged

    def counts(self) -> dict[str, int]:
        """The numbers alone, as a run keeps them."""
        return {
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "vanished": len(self.vanished),
            "returned": self.returned,
            "rejected": len(self.rejected),
        }

    def details(self) -> dict[str, Any]:
        """The reasons, as a run keeps them."""
        return {
            "rejected": [vars(each) for each in self.rejected[:MOST_KEPT]],
            "repaired": [vars(each) for each in self.repaired[:MOST_KEPT]],
            "vanished": list(self.vanished[:MOST_KEPT]),
            "renamed": [list(pair) for pair in self.renamed[:MOST_KEPT]],
            "notes": list(self.notes),
        }
