"""Who does something to the directory, when, why, and under which form's nonce; and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from directory.clock import utc_now
from directory.editing.deciding import Decision
from directory.models.editing import Deed

Transaction = Session  # what the web calls it, which need not know SQLAlchemy
Needs = tuple[tuple[str, float], ...]
Locate = Callable[[str], tuple[float, float] | None]  # the point of a postcode


@dataclass(frozen=True)
class Person:
    """Somebody by the name that history shows; `id` is their account, where they have one."""

    name: str
    id: str | None = None


@dataclass(frozen=True)
class Doing:
    """One deed. `key` makes a repeat harmless: the same key is done once, whoever sends it again."""

    by: Person
    why: str
    key: str
    when: datetime
    deed: Deed = Deed.EDITED

    @classmethod
    def now(cls, by: Person, why: str, key: str, deed: Deed = Deed.EDITED) -> "Doing":
        """A deed of this moment."""
        return cls(by, why.strip(), key, utc_now(), deed)


@dataclass(frozen=True)
class Saved:
    """It is done. `fields` were changed; none, where everything was so already or the key came again."""

    service_id: str
    version: int
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotSaved:
    """Nothing was changed; the decision says which fields have a problem, or clash with somebody else's."""

    service_id: str
    decision: Decision
