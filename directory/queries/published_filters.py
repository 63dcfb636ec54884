"""The filters of the open data as conditions on a service, in SQL that SQLite and PostgreSQL both speak."""

import math
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.sql.elements import SQLColumnExpression

from directory.exporting.wanted import Near, TermGroup, Wanted
from directory.models.access import Schedule, ServiceArea
from directory.models.location import Address, Location, ServiceAtLocation
from directory.models.service import Organization, Service
from directory.models.signpost import ServiceNeed
from directory.models.taxonomy import Attribute, TaxonomyTerm
from directory.openreferral import own_needs
from directory.places import EARTH_RADIUS_KM

MOST_WORDS = 10  # of a search: more of them find nothing that ten do not
Condition = ColumnElement[bool]


def conditions(wanted: Wanted, council: str) -> list[Condition]:
    """All that must be true of a service. `council` is the name that areas of its own carry."""
    found = of_service(wanted, council)
    if _asks_for_times(wanted):
        found.append(exists().where(Schedule.service_id == Service.id, *_open_at(wanted)))
    if wanted.near is not None:
        found.append(_given_near(wanted.near))
    return found


def of_service(wanted: Wanted, council: str) -> list[Condition]:
    """What must be true of a service wherever and whenever it is given."""
    found = [_has_word(word) for word in wanted.search.split()[:MOST_WORDS]]
    found += [_carries(group) for group in wanted.terms]
    found += [_filed_in(group) for group in wanted.taxonomies]
    if wanted.modified_after is not None:
        found.append(Service.last_modified >= wanted.modified_after)
    if wanted.organization_id is not None:
        found.append(Service.organization_id == wanted.organization_id)
    if wanted.minimum_age is not None:
        found.append(Service.minimum_age >= wanted.minimum_age)
    if wanted.maximum_age is not None:
        found.append(Service.maximum_age <= wanted.maximum_age)
    if wanted.outside_area:
        found.append(_not_ours_alone(council))
    return found


def of_link(wanted: Wanted) -> list[Condition]:
    """What must be true of the place a service is given at, and of the times that hold there."""
    link = ServiceAtLocation
    found: list[Condition] = []
    if _asks_for_times(wanted):
        here = or_(Schedule.service_at_location_id.is_(None), Schedule.service_at_location_id == link.id)
        found.append(exists().where(Schedule.service_id == link.service_id, here, *_open_at(wanted)))
    if wanted.near is not None:
        found.append(_is_near(wanted.near))
    return found


def best_first(wanted: Wanted) -> list[Any]:
    """For a search: services that have all of it in their name come before those that have it elsewhere."""
    words = wanted.search.split()[:MOST_WORDS]
    if not words:
        return []
    return [case((and_(*(says(Service.name, word) for word in words)), 0), else_=1)]


def _asks_for_times(wanted: Wanted) -> bool:
    return bool(wanted.start_time or wanted.end_time or wanted.days)


def _open_at(wanted: Wanted) -> list[Condition]:
    """What the opening times asked for mean for one row of a schedule."""
    found: list[Condition] = []
    if wanted.start_time:
        found.append(Schedule.opens_at >= wanted.start_time)
    if wanted.end_time:
        found.append(Schedule.closes_at <= wanted.end_time)
    if wanted.days:
        # "MO,TH", and "1TU" or "-1FR" for a day of the month: the day ends each part.
        listed = func.coalesce(Schedule.byday, "") + ","
        on_days = [listed.contains(f"{day},", autoescape=True) for day in sorted(wanted.days)]
        every_day = and_(Schedule.freq == "DAILY", Schedule.byday.is_(None))
        found.append(or_(*on_days, every_day))
    return found


def _is_near(near: Near) -> Condition:
    """Whether a location is within the distance; one with a masked address is near nothing.

    Otherwise whoever asks with ever smaller distances would find the place that is being kept quiet.
    """
    away = _metres_squared(near)
    hidden = exists().where(Address.location_id == Location.id, Address.masked.is_(True))
    return and_(
        Location.latitude.is_not(None), Location.longitude.is_not(None), away <= near.metres**2, ~hidden
    )


def _metres_squared(near: Near) -> SQLColumnExpression[Any]:
    """Square of the distance, without the sines that databases may lack.

    On a sphere, east and west shrink by the cosine of the latitude half way between; that cosine is taken
    as a straight line around the point, which is right to 0.1% within 100 km.
    """
    degree = math.radians(1) * EARTH_RADIUS_KM * 1000
    lat = math.radians(near.lat)
    north = (Location.latitude - near.lat) * degree
    half_way = math.cos(lat) - math.sin(lat) * math.radians(0.5) * (Location.latitude - near.lat)
    east = (Location.longitude - near.lon) * degree * half_way
    return north * north + east * east


def _given_near(near: Near) -> Condition:
    link = ServiceAtLocation
    return exists().where(link.service_id == Service.id, link.location_id == Location.id, _is_near(near))


def _not_ours_alone(council: str) -> Condition:
    """For somebody outside: no area is said, or one that is not this council's own."""
    area = ServiceArea
    areas = exists().where(area.service_id == Service.id)
    others = exists().where(area.service_id == Service.id, ~says(func.coalesce(area.name, ""), council))
    return or_(~areas, others)


def _has_word(word: str) -> Condition:
    runs = select(Organization.id).where(says(Organization.name, word))
    filed = (
        select(Attribute.link_id)
        .join(TaxonomyTerm, TaxonomyTerm.id == Attribute.taxonomy_term_id)
        .where(Attribute.link_entity == "service", says(TaxonomyTerm.name, word))
    )
    return or_(
        says(Service.name, word),
        says(Service.description, word),
        Service.organization_id.in_(runs),
        Service.id.in_(filed),
    )


def says(column: Any, word: str) -> Condition:
    found: Condition = column.icontains(word, autoescape=True)
    return found


def _carries(group: TermGroup) -> Condition:
    """Any of these terms, or any of these needs."""
    filed = exists().where(*_of_service(), Attribute.taxonomy_term_id.in_(sorted(group.terms)))
    answers = exists().where(
        ServiceNeed.service_id == Service.id, ServiceNeed.need_id.in_(sorted(group.needs))
    )
    return or_(filed, answers)


def _filed_in(taxonomy_ids: frozenset[str]) -> Condition:
    """Any term of any of these taxonomies (ids as stored); Signpost's own is met by any need."""
    term = TaxonomyTerm
    found: Condition = exists().where(
        *_of_service(), term.id == Attribute.taxonomy_term_id, term.taxonomy_id.in_(sorted(taxonomy_ids))
    )
    if own_needs.TAXONOMY_ID in taxonomy_ids:
        found = or_(exists().where(ServiceNeed.service_id == Service.id), found)
    return found


def _of_service() -> tuple[Condition, Condition]:
    return Attribute.link_entity == "service", Attribute.link_id == Service.id
