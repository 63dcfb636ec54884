"""How a service is used: times, costs, areas, languages, and who may come."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from directory.openreferral.parts import part_id, without_repeats
from directory.openreferral.records import Row
from directory.openreferral.values import (
    Json,
    age_in,
    clock_in,
    day_in,
    identity,
    number_in,
    objects,
    short_text,
    text_in,
    web_address,
)

DAYS = {"mo": "MO", "tu": "TU", "we": "WE", "th": "TH", "fr": "FR", "sa": "SA", "su": "SU"}


class WhoMayCome(NamedTuple):
    """The eligibility fields of Open Referral UK 3, whichever version they came in."""

    minimum_age: int | None
    maximum_age: int | None
    description: str | None


def read_schedules(service_id: str, row: Json) -> tuple[Row, ...]:
    """Opening times of the service itself and of the places it is given at."""
    rows = (
        _schedule(part_id(service_id, "schedule", position, item), link_id, item)
        for position, (link_id, item) in enumerate(_schedules(service_id, row))
    )
    return without_repeats(rows)


def _schedules(service_id: str, row: Json) -> Iterator[tuple[str | None, Json]]:
    for item in objects(row, "schedules", "regular_schedules", "regular_schedule"):
        yield identity(item.get("service_at_location_id")), item
    for position, link in enumerate(objects(row, "service_at_locations")):
        link_id = part_id(service_id, "service_at_location", position, link)
        for item in objects(link, "schedules", "regular_schedules", "regular_schedule"):
            yield link_id, item


def _schedule(own_id: str, link_id: str | None, item: Json) -> Row:
    interval = number_in(item, "interval")
    return {
        "id": own_id,
        "service_at_location_id": link_id,
        "valid_from": day_in(item, "valid_from"),
        "valid_to": day_in(item, "valid_to"),
        "dtstart": day_in(item, "dtstart"),
        "freq": short_text(item, "freq"),
        "interval": int(interval) if interval is not None and 0 < interval < 1000 else None,
        "byday": _byday(item),
        "bymonthday": text_in(item, "bymonthday"),
        "description": text_in(item, "description"),
        "opens_at": clock_in(item, "opens_at"),
        "closes_at": clock_in(item, "closes_at"),
        "schedule_link": web_address(item, "schedule_link"),
        "attending_type": text_in(item, "attending_type"),
        "notes": text_in(item, "notes"),
    }


def _byday(item: Json) -> str | None:
    """Days as "MO,TH"; v1 feeds and Outpost write the weekday's name."""
    written = text_in(item, "byday", "weekday")
    if not written:
        return None
    days = [part.strip() for part in written.split(",")]
    return ",".join(DAYS.get(day[:2].lower(), day) for day in days if day)


def read_costs(service_id: str, row: Json) -> tuple[Row, ...]:
    """Prices; Outpost's `free: true` becomes a price of nought."""
    given = objects(row, "cost_options")
    if not given and row.get("free") is True:
        given = [{"amount": 0}]
    rows = (
        {
            "id": part_id(service_id, "cost_option", position, item),
            "valid_from": day_in(item, "valid_from"),
            "valid_to": day_in(item, "valid_to"),
            "option": text_in(item, "option"),
            "amount": _pounds(item),
            "amount_description": text_in(item, "amount_description", "cost_type"),
        }
        for position, item in enumerate(given)
    )
    return without_repeats(rows)


def _pounds(item: Json) -> float | None:
    amount = number_in(item, "amount")
    return amount if amount is not None and amount >= 0 else None


def read_areas(service_id: str, row: Json) -> tuple[Row, ...]:
    """Where people must live; v1 has the name under `service_area`."""
    rows: Iterator[Row] = (
        {
            "id": part_id(service_id, "service_area", position, item),
            "name": text_in(item, "name", "service_area"),
            "extent": text_in(item, "extent"),
            "extent_type": text_in(item, "extent_type"),
            "uri": web_address(item, "uri"),
        }
        for position, item in enumerate(objects(row, "service_areas"))
    )
    return without_repeats(rows)


def read_languages(service_id: str, row: Json) -> tuple[Row, ...]:
    """Languages that say which one they are: the UK profile allows entries that carry an id alone."""
    rows: Iterator[Row] = (
        {
            "id": part_id(service_id, "language", position, item),
            "name": text_in(item, "name", "language"),
            "code": short_text(item, "code"),
            "note": text_in(item, "note"),
        }
        for position, item in enumerate(objects(row, "languages"))
    )
    return without_repeats(language for language in rows if language["name"] or language["code"])


def read_eligibility(row: Json) -> WhoMayCome:
    """Ages and words; of several v1 `eligibilitys` the widest ages count."""
    given = objects(row, "eligibilitys", "eligibility")
    lowest = [age_in(item, "minimum_age") for item in given]
    highest = [age_in(item, "maximum_age") for item in given]
    words = [words for item in given if (words := text_in(item, "eligibility"))]
    return WhoMayCome(
        minimum_age=age_in(row, "minimum_age", "min_age") if not given else _widest(lowest, min),
        maximum_age=age_in(row, "maximum_age", "max_age") if not given else _widest(highest, max),
        description=text_in(row, "eligibility_description") or "; ".join(dict.fromkeys(words)) or None,
    )


def _widest(ages: list[int | None], choose: Callable[[list[int]], int]) -> int | None:
    """The age chosen of all; None (no limit) as soon as one entry sets none."""
    known = [age for age in ages if age is not None]
    return choose(known) if len(known) == len(ages) else None
