"""A service of version 3 said in the words of version 1: for readers that have not moved on yet."""

from collections.abc import Iterable, Mapping

from directory.exporting.values import Json

# What version 1 allows. A word that is none of these is left out rather than bent.
DELIVERABLES = (
    "Advice",
    "Assessment",
    "Counselling",
    "Equipment",
    "Financial Support",
    "Information",
    "Permission",
    "Training",
)
ATTENDING = ("phone", "online", "venue", "home visit")
ACCESS = ("referral", "appointment", "membership", "drop-in")
WAYS = {"telephone": "phone", "in person": "venue"}  # what version 3 feeds write
SAME = ("id", "name", "description", "url", "email", "status", "fees", "accreditations", "assured_date")


def service_v1(record: Json) -> Json:
    """The service with everything that version 1 has a place for."""
    service = {key: record[key] for key in SAME if key in record}
    service |= _allowed(record)
    if "organization" in record:
        service["organization"] = _renamed(record["organization"], {"website": "url"})
    schedules = record.get("schedules", [])
    parts = {
        "contacts": _contacts(record),
        "cost_options": _without(record.get("cost_options", []), "service_id"),
        "eligibilitys": _eligibility(record),
        "languages": [_renamed(each, {"name": "language"}) for each in record.get("languages", [])],
        "regular_schedules": [_schedule(each) for each in schedules if _at(each) is None],
        "service_areas": [
            _renamed(each, {"name": "service_area"}) for each in record.get("service_areas", [])
        ],
        "service_at_locations": [
            _given_at(each, schedules) for each in record.get("service_at_locations", [])
        ],
        "service_taxonomys": [_taxonomy(each) for each in record.get("attributes", [])],
    }
    return service | {key: value for key, value in parts.items() if value}


def _allowed(record: Json) -> Json:
    ways = [
        record.get("attending_type"),
        *(each.get("attending_type") for each in record.get("schedules", [])),
    ]
    attending = [WAYS.get(way.lower(), way.lower()) for way in ways if way]
    chosen = {
        "attending_type": next((way for way in attending if way in ATTENDING), None),
        "attending_access": _one_of(record.get("attending_access"), ACCESS),
        "deliverable_type": _one_of(record.get("deliverable_type"), DELIVERABLES),
    }
    return {key: value for key, value in chosen.items() if value}


def _one_of(word: str | None, allowed: Iterable[str]) -> str | None:
    return next((each for each in allowed if word and each.lower() == word.lower()), None)


def _contacts(record: Json) -> list[Json]:
    """Version 1 hangs every number on a contact: the service's own go on one without a name."""
    own = {"id": record["id"], "phones": record["phones"]} if record.get("phones") else None
    return [*([own] if own else []), *_without(record.get("contacts", []), "service_id")]


def _eligibility(record: Json) -> list[Json]:
    said = {
        "eligibility": record.get("eligibility_description"),
        "minimum_age": record.get("minimum_age"),
        "maximum_age": record.get("maximum_age"),
    }
    known = {key: value for key, value in said.items() if value is not None}
    return [{"id": record["id"], **known}] if known else []


def _schedule(row: Json) -> Json:
    return {key: value for key, value in row.items() if not key.endswith("_id")}


def _at(schedule: Json) -> str | None:
    place: str | None = schedule.get("service_at_location_id")
    return place


def _given_at(link: Json, schedules: Iterable[Json]) -> Json:
    own = [_schedule(each) for each in schedules if _at(each) == link["id"]]
    location = {
        key: value for key, value in link["location"].items() if key not in ("addresses", "accessibility")
    }
    parts = {
        "physical_addresses": _without(link["location"].get("addresses", []), "location_id"),
        "accessibility_for_disabilities": [
            _renamed(each, {"description": "accessibility"})
            for each in link["location"].get("accessibility", [])
        ],
    }
    location |= {key: value for key, value in parts.items() if value}
    return {"id": link["id"], "location": location, **({"regular_schedules": own} if own else {})}


def _taxonomy(attribute: Json) -> Json:
    term = attribute["taxonomy_term"]
    said = {
        "id": term["id"],
        "name": term["name"],
        "vocabulary": term.get("taxonomy"),
        "parent_id": term.get("parent_id"),
    }
    return {"id": attribute["id"], "taxonomy": {key: value for key, value in said.items() if value}}


def _without(rows: Iterable[Json], key: str) -> list[Json]:
    return [{name: value for name, value in row.items() if name != key} for row in rows]


def _renamed(row: Json, names: Mapping[str, str]) -> Json:
    return {
        names.get(key, key): value for key, value in row.items() if key not in ("service_id", "location_id")
    }
