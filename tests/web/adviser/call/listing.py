"""A recogniser and a directory that need no training: a few needs by plain words, services in one town."""

from collections.abc import Collection, Sequence
from typing import Any

from directory.finder import Found, ServiceMatch
from directory.needs.heard import HeardNeed
from directory.places import Place, PlaceKind

WORDS = {"fall": "falls_prevention", "lonely": "loneliness", "worn out": "carers_support"}


def a_match(id: str, name: str, need: str, phone: str | None = "01632 960123") -> ServiceMatch:
    """A service that is shown for a need."""
    return ServiceMatch(
        id=id, name=name, score=0.9, why=f"Helps with {need}.", needs=(need,), distance_km=1.0, cost="Free",
        phone=phone, url=None, assured_date=None, reach_words=None,
    )  # fmt: skip


SERVICES = (
    a_match("steady", "Steady Steps", "falls_prevention"),
    a_match("tea", "Tea and Talk", "loneliness"),
    a_match("sitters", "Evening Sitters", "carers_support", phone=None),
)


class PlainNeeds:
    """Hears a need where its word is."""

    def recognise(self, text: str) -> tuple[HeardNeed, ...]:
        """The needs, and one that is hardly likely."""
        found = [HeardNeed(need, 0.9) for word, need in WORDS.items() if word in text.casefold()]
        return (*found, HeardNeed("pets", 0.03))


class Services:
    """A directory: `find` gives what fits the needs, in order; `asked` is what it was asked for last."""

    def __init__(self) -> None:
        self.asked: dict[str, Any] = {}

    def is_demonstration(self) -> bool:
        """Yes."""
        return True

    def listings(self) -> tuple[()]:
        """Nothing to look through: these tests listen."""
        return ()

    def size(self) -> int:
        """How many there are."""
        return len(SERVICES)

    def find(self, text: str, *, needs: Sequence[str], exclude: Collection[str] = (), **more: Any) -> Found:
        """What fits, without what is left out."""
        self.asked = {"text": text, "needs": tuple(needs), "exclude": tuple(exclude), **more}
        fits = [one for need in needs for one in SERVICES if need in one.needs and one.id not in exclude]
        return Found((), tuple(fits))

    def listing(self, service_id: str) -> ServiceMatch | None:
        """One of them, with its name."""
        return next((one for one in SERVICES if one.id == service_id), None)

    def named(self, text: str) -> tuple[str, ...]:
        """The ids of services that are named."""
        return tuple(one.id for one in SERVICES if one.name.casefold() in text.casefold())

    def place(self, text: str) -> Place | None:
        """The one town, and a postcode in it."""
        if "dn15" in text.casefold():
            return Place(PlaceKind.DISTRICT, "DN15", 53.6, -0.65, "E06000013", True)
        return Place(PlaceKind.TOWN, "Eastmere", 53.6, -0.6, None, True) if "Eastmere" in text else None
