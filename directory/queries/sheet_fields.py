"""The fields of a service that an editor sees and sets, and in which tables each of them rests."""

from dataclasses import dataclass
from typing import Any

from directory.models.access import Contact, CostOption, Language, OfService, Phone, Schedule, ServiceArea

Sheet = dict[str, Any]  # field to value, as JSON can hold it: everything residents are shown of a service
TEXT, LONG, LINK, EMAIL, AGE, CHOICE = "text", "long", "link", "email", "age", "choice"


@dataclass(frozen=True)
class Rows:
    """A field of several rows. `shown` are the columns that an editor sets; the others ride along."""

    table: type[OfService]
    shown: tuple[str, ...]
    needed: tuple[str, ...]  # a row that has none of these says nothing


# Columns of `service`, in the order in which they are shown.
SCALARS: dict[str, str] = {
    "name": TEXT,
    "description": LONG,
    "alert": LONG,
    "status": CHOICE,
    "url": LINK,
    "email": EMAIL,
    "fees": LONG,
    "minimum_age": AGE,
    "maximum_age": AGE,
    "eligibility_description": LONG,
    "application_process": LONG,
    "attending_type": TEXT,
}
ROWS: dict[str, Rows] = {
    "phones": Rows(Phone, ("number", "description"), ("number",)),
    "contacts": Rows(Contact, ("name", "title", "email"), ("name", "title", "email")),
    "schedules": Rows(
        Schedule, ("byday", "opens_at", "closes_at", "description"), ("byday", "opens_at", "description")
    ),
    "cost_options": Rows(
        CostOption,
        ("option", "amount", "amount_description"),
        ("option", "amount", "amount_description"),
    ),
    "languages": Rows(Language, ("name",), ("name", "code")),
    "service_areas": Rows(ServiceArea, ("name",), ("name",)),
}
# In the order of the form and of differences.
ORDER: tuple[str, ...] = (
    "name",
    "organization",
    "description",
    "alert",
    "status",
    "phones",
    "email",
    "url",
    "contacts",
    "locations",
    "schedules",
    "fees",
    "cost_options",
    "minimum_age",
    "maximum_age",
    "eligibility_description",
    "application_process",
    "attending_type",
    "languages",
    "service_areas",
    "needs",
)
LOCATION_SHOWN = ("name", "address_1", "address_2", "city", "postal_code", "latitude", "longitude")
ADDRESS_SHOWN = ("address_1", "address_2", "city", "postal_code")
# What may be kept of a location against its feeds, one by one.
LOCATION_FIELDS = ("name", "description", "point", "addresses", "accessibility", "masked")
LONGEST = {TEXT: 500, LONG: 20_000, LINK: 2_000, EMAIL: 320, CHOICE: 20}
MOST_ROWS = 60


def empty_sheet() -> Sheet:
    """A service of which nothing is said yet."""
    lists = {*ROWS, "locations", "needs"}
    return {field: [] if field in lists else None for field in ORDER}
