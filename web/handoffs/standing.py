"""What a contact counts as, and since when it is over. Pure; docs/contacts.md says the same in words.

Client Level Data counts as a Request whatever a person, or somebody for them, asks about adult social care,
except casual contacts in which nobody's details are taken; it takes a Request only once the outcome of the
first contact is final.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

# Asked of the council, and not for care and support of an adult.
NOT_ABOUT_SUPPORT = frozenset({"complaint", "data_request", "child"})


@dataclass(frozen=True)
class Standing:
    """As much of a contact as decides what it counts as.

    `named`: a name, of whoever got in touch or of whom it is about, or a number in the case system, stands
    with it; a telephone number alone is nobody's name. `void`: a test, or the same as another.
    """

    handed_on: bool
    named: bool
    request: str | None = None
    void: bool = False


def is_request(contact: Standing) -> bool:
    """Is it a request of a named person? Otherwise it is a casual contact; each contact is one of the two."""
    about_support = contact.request not in NOT_ABOUT_SUPPORT
    return contact.handed_on and contact.named and about_support and not contact.void


def finalised(ended_at: datetime | None, closings: Collection[datetime | None]) -> datetime | None:
    """Since when nothing in a contact is open; None while something is.

    `ended_at`: when the conversation ended (settled, or its last word before it went quiet). `closings`: when
    a person closed each hand-off, None for one that is open. With hand-offs, the last of them decides: the
    outcome of the contact is what a person made of it.
    """
    closed = [at for at in closings if at is not None]
    if len(closed) < len(closings):
        return None
    return max(closed, default=ended_at)
