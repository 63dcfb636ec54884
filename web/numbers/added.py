"""What one contact added to the sums, in a form that can be kept and taken back to the last unit. Pure.

The counts are kept, not the facts: when a measure comes to be counted otherwise, what was added by the old
way must still be taken back by the old way.
"""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from web.numbers.cells import Traits, traits_of
from web.numbers.counting import counts_of
from web.numbers.facts import Facts, Returns
from web.numbers.returns import LONGEST

NEVER = LONGEST + 1


@dataclass(frozen=True)
class Added:
    """The rows a contact is in (`traits`), and how much it adds there.

    `gap`: days since the person's last request. None where it is no request of somebody known; NEVER where
    the last one is over a year ago, or there is none.
    """

    traits: Traits
    counts: Mapping[str, int]
    gap: int | None
    returns: Returns


def added_by(contact: Facts) -> Added:
    """What a contact adds as it stands now."""
    gap = None
    if contact.counts and contact.is_request and contact.known:
        gap = NEVER if contact.returns.before is None else contact.returns.before
    return Added(traits_of(contact), dict(counts_of(contact)), gap, contact.returns)


def as_json(added: Added) -> dict[str, Any]:
    """`added` as the store keeps it."""
    traits = vars(added.traits) | {"day": added.traits.day.isoformat()}
    listed = {name: list(value) if isinstance(value, tuple) else value for name, value in traits.items()}
    return {
        "traits": listed, "counts": dict(sorted(added.counts.items())), "gap": added.gap,
        "returns": list(astuple(added.returns)),
    }  # fmt: skip


def from_json(kept: Mapping[str, Any]) -> Added:
    """What `as_json` made."""
    traits = dict(kept["traits"])
    traits |= {name: tuple(traits[name]) for name in ("needs", "splits")}
    traits["day"] = date.fromisoformat(traits["day"])
    return Added(Traits(**traits), dict(kept["counts"]), kept["gap"], Returns(*kept["returns"]))
