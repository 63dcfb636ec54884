"""One entry of a feed read as a service: Open Referral UK 1 to 3 and Outpost differ in words, not sense."""

from directory.exceptions import BadRow
from directory.models.base import ID_LENGTH
from directory.models.service import Status
from directory.openreferral.access import (
    read_areas,
    read_costs,
    read_eligibility,
    read_languages,
    read_schedules,
)
from directory.openreferral.contacts import read_contacts
from directory.openreferral.locations import read_locations
from directory.openreferral.records import Row, ServiceRecord
from directory.openreferral.terms import read_own_needs, read_terms
from directory.openreferral.values import (
    Json,
    day_in,
    email_in,
    identity,
    moment_in,
    object_in,
    text_in,
    web_address,
)

# `withdrawn` is Signpost's own word: a feed cannot say it.
FEED_STATUSES = tuple(status for status in Status if status is not Status.WITHDRAWN)

# What only services have, and what gives away that an entry without any of it is something else.
OF_SERVICES = frozenset(
    {
        "status", "organization", "organisation", "organization_id", "service_at_locations", "schedules",
        "regular_schedules", "cost_options", "service_areas", "eligibilitys", "fees", "assured_date",
    }
)  # fmt: skip
OTHER_KINDS = (
    (
        "an organisation",
        frozenset({"legal_status", "tax_status", "organization_identifiers", "services", "website", "logo"}),
    ),
    ("a taxonomy", frozenset({"version", "vocabulary", "uri"})),
    ("a taxonomy's term", frozenset({"taxonomy", "taxonomy_id", "taxonomy_detail", "term_uri", "parent_id"})),
)


def read_service(entry: object) -> ServiceRecord:
    """The service an entry describes, or BadRow with the reason why it describes none."""
    if not isinstance(entry, dict):
        raise BadRow("it is not an object")
    service_id = _service_id(entry)
    if text_in(entry, "name") is None:
        raise BadRow("it has no name")
    _refuse_other_kinds(entry)
    organization = _organization(entry)
    locations, links = read_locations(service_id, entry)
    contacts, phones = read_contacts(service_id, entry)
    parts = {
        "service_at_location": links,
        "contact": contacts,
        "phone": phones,
        "schedule": read_schedules(service_id, entry),
        "cost_option": read_costs(service_id, entry),
        "service_area": read_areas(service_id, entry),
        "language": read_languages(service_id, entry),
    }
    run_by = organization["id"] if organization else None
    facts: Row = {"id": service_id, "organization_id": run_by, **_facts(entry)}
    terms, needs = read_terms(service_id, entry), read_own_needs(entry)
    return ServiceRecord(service_id, facts, organization, locations, parts, terms, needs)


def _refuse_other_kinds(entry: Json) -> None:
    """Lists of other things have ids and names too: a wrong address must not fill the directory with them."""
    if OF_SERVICES & entry.keys():
        return
    for kind, telling in OTHER_KINDS:
        if telling & entry.keys():
            raise BadRow(f"it is {kind}, not a service")


def _service_id(entry: Json) -> str:
    given = entry.get("id")
    if given is None or given == "":
        raise BadRow("it has no id")
    service_id = identity(given)
    if service_id is None:
        raise BadRow(f"its id is not a text or number of at most {ID_LENGTH} characters")
    return service_id


def _facts(entry: Json) -> Row:
    ages = read_eligibility(entry)
    dates = object_in(entry, "pc_metadata")
    return {
        "name": _one_line(text_in(entry, "name")),
        "description": text_in(entry, "description") or "",
        "url": web_address(entry, "url"),
        "email": email_in(entry, "email"),
        "status": _status(entry),
        "fees": text_in(entry, "fees", "fees_description"),
        "application_process": text_in(entry, "application_process", "pc_attendingAccess_additionalInfo"),
        "accreditations": text_in(entry, "accreditations"),
        "minimum_age": ages.minimum_age,
        "maximum_age": ages.maximum_age,
        "eligibility_description": ages.description,
        "assured_date": day_in(entry, "assured_date") or day_in(dates, "date_assured"),
        "alert": text_in(entry, "alert"),
        "last_modified": moment_in(entry, "last_modified", "updated_at") or moment_in(dates, "date_modified"),
        "attending_type": text_in(entry, "attending_type"),
        "attending_access": text_in(entry, "attending_access"),
        "deliverable_type": text_in(entry, "deliverable_type"),
    }


def _status(entry: Json) -> str:
    written = (text_in(entry, "status") or Status.ACTIVE).lower().replace("_", " ")
    if written not in FEED_STATUSES:
        raise BadRow(f"its status is none of {', '.join(FEED_STATUSES)}")
    return written


def _organization(entry: Json) -> Row | None:
    """Who runs it; real feeds leave it out, or leave it without a name."""
    given = object_in(entry, "organization", "organisation")
    name = text_in(given, "name")
    if not name:
        return None
    return {
        "id": identity(given.get("id")) or _id_by_name(name),
        "name": _one_line(name),
        "description": text_in(given, "description") or "",
        "email": email_in(given, "email"),
        "website": web_address(given, "website", "url"),
        "logo": web_address(given, "logo"),
        "uri": web_address(given, "uri"),
    }


def _id_by_name(name: str) -> str:
    """The same id for the same name, however it is written."""
    return identity(f"name:{_one_line(name).lower()}"[:ID_LENGTH]) or "name:"


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())
