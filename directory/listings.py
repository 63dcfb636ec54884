"""One service as matching and screens need it: flat, in plain words, nothing to look up any more."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from directory.clock import in_utc
from directory.listing_words import address_words, cost_words, is_free, opening_words
from directory.models.access import Language
from directory.models.service import Service, Source
from directory.models.source import FULL_TRUST
from directory.opening_hours import open_times
from directory.prices import Price, price_of
from directory.queries import state
from directory.queries.reading import StoredServices, listed_services, services_with_ids
from directory.reach import Reach, is_nationwide, reach_of

__all__ = ["Listing", "Reach", "directory_revision", "get_listing", "listings_with_ids", "load_listings"]

# Many feeds carry telephone numbers in the description alone.
NUMBER = re.compile(r"(?<![\d/.-])(?:\+44\s?\(?0?\)?|\(?0)\d(?:[ ()-]?\d){8,9}(?![\d/])")
NUMBERS_FROM_TEXT = 2


@dataclass(frozen=True)
class Listing:
    """One service. `needs` are (need id, confidence), strongest first; `points` are (latitude, longitude).

    `serves` names the areas that it helps in, as the directory has them ("Winterby and the cliff villages").
    `open_days` are calendar codes ("SA"), none where nobody wrote them down; so is `open_evenings` None.
    `vanished_at`: when its feed stopped listing it; `trust`, 0 to 1: how far that feed is trusted.
    `assurer` is the kind of who last assured the entry (`editor`, `organisation`, `source`), `assured_by` the
    name of the editor or the source, both None where nobody knows. `dead_link`: its website did not open for
    days; whoever is offered it must be told.
    """

    id: str
    name: str
    description: str
    organisation: str
    url: str | None
    email: str | None
    phones: tuple[str, ...]
    addresses: tuple[str, ...]
    points: tuple[tuple[float, float], ...]
    towns: tuple[str, ...]
    reach: tuple[Reach, ...]
    area_wide: bool
    national: bool
    demonstration: bool
    cost: str | None
    free: bool | None
    min_age: int | None
    max_age: int | None
    eligibility: str | None
    languages: tuple[str, ...]
    accessibility: tuple[str, ...]
    opening: tuple[str, ...]
    assured_date: date | None
    last_modified: datetime | None
    needs: tuple[tuple[str, float], ...]
    status: str
    serves: tuple[str, ...] = ()
    vanished_at: datetime | None = None
    trust: float = FULL_TRUST
    assurer: str | None = None
    assured_by: str | None = None
    dead_link: bool = False
    open_days: frozenset[str] = frozenset()
    open_evenings: bool | None = None
    price: Price = Price.NOT_KNOWN


def load_listings(session: Session) -> list[Listing]:
    """All services that may be shown, by name."""
    return list(_listings(listed_services(session)))


def listings_with_ids(session: Session, ids: Collection[str]) -> list[Listing]:
    """These services whatever their status, by name."""
    return list(_listings(services_with_ids(session, ids)))


def get_listing(session: Session, service_id: str) -> Listing | None:
    """One service whatever its status (a page can say that it is closed); None where there is none."""
    return next(_listings(services_with_ids(session, [service_id])), None)


def directory_revision(session: Session) -> int:
    """Grows with every change: who holds listings compares this to know when to load them again."""
    return state.revision(session)


def _listings(stored: StoredServices) -> Iterator[Listing]:
    for service, organisation in stored.services:
        yield _listing(service, organisation or "", stored)


def _listing(service: Service, organisation: str, stored: StoredServices) -> Listing:
    key = service.id
    open_at = open_times(stored.schedules.get(key, ()))
    costs = stored.costs.get(key, ())
    areas = stored.areas.get(key, ())
    free = is_free(costs, service.fees, service.description)
    return Listing(
        id=key,
        name=service.name,
        description=service.description,
        organisation=organisation,
        url=service.url,
        email=service.email,
        phones=_phones(service, stored),
        addresses=_addresses(key, stored),
        points=_points(key, stored),
        towns=tuple(dict.fromkeys(a.city for a in stored.addresses.get(key, ()) if a.city)),
        reach=_reach(service, stored),
        area_wide=bool(areas) or not stored.locations.get(key),
        national=service.national or is_nationwide(area.name for area in areas),
        demonstration=service.source == Source.DEMONSTRATION,
        cost=cost_words(costs, service.fees, free),
        free=free,
        min_age=service.minimum_age,
        max_age=service.maximum_age,
        eligibility=service.eligibility_description,
        languages=tuple(_language(row) for row in stored.languages.get(key, ())),
        accessibility=_accessibility(key, stored),
        opening=opening_words(stored.schedules.get(key, ())),
        assured_date=service.assured_date,
        last_modified=in_utc(service.last_modified),
        needs=tuple((need.need_id, need.confidence) for need in stored.needs.get(key, ())),
        status=service.status,
        serves=tuple(dict.fromkeys(area.name for area in areas if area.name)),
        vanished_at=in_utc(service.vanished_at),
        trust=stored.trust.get(service.source_id or "", FULL_TRUST),
        assurer=service.assurer,
        assured_by=service.assured_by,
        dead_link=service.url in stored.dead_links,
        open_days=open_at.days,
        open_evenings=open_at.evening,
        price=price_of(costs, service.fees, free),
    )


def _phones(service: Service, stored: StoredServices) -> tuple[str, ...]:
    given = tuple(phone.number for phone in stored.phones.get(service.id, ()))
    if given:
        return given
    found = (" ".join(number.split()) for number in NUMBER.findall(service.description))
    return tuple(dict.fromkeys(found))[:NUMBERS_FROM_TEXT]


def _addresses(key: str, stored: StoredServices) -> tuple[str, ...]:
    places = {location.id: location for location in stored.locations.get(key, ())}
    lines = (address_words(places.get(a.location_id), a) for a in stored.addresses.get(key, ()))
    return tuple(dict.fromkeys(line for line in lines if line))


def _points(key: str, stored: StoredServices) -> tuple[tuple[float, float], ...]:
    return tuple(
        (place.latitude, place.longitude)
        for place in stored.locations.get(key, ())
        if place.latitude is not None and place.longitude is not None
    )


def _reach(service: Service, stored: StoredServices) -> tuple[Reach, ...]:
    schedules = stored.schedules.get(service.id, ())
    terms = stored.terms.get(service.id, ())
    texts = (service.name, service.description, service.application_process, service.deliverable_type, *terms)
    return reach_of(
        has_venue=any(place.location_type == "physical" for place in stored.locations.get(service.id, ())),
        attending=(service.attending_type, *(schedule.attending_type for schedule in schedules)),
        words="\n".join(text for text in texts if text),
    )


def _accessibility(key: str, stored: StoredServices) -> tuple[str, ...]:
    rows = stored.accessibility.get(key, ())
    return tuple(
        dict.fromkeys(row.description or row.details for row in rows if row.description or row.details)
    )


def _language(row: Language) -> str:
    return row.name or row.code or ""
