"""How somebody gets to use a service, as Open Referral UK 3: times, prices, areas, languages, numbers."""

from collections.abc import Sequence

from directory.exporting.values import Json, filled
from directory.models.access import Contact, CostOption, Language, Phone, Schedule, ServiceArea

FREQUENCIES = ("WEEKLY", "MONTHLY")  # the UK profile knows no other
EVERY_DAY = "MO,TU,WE,TH,FR,SA,SU"


def schedule_record(row: Schedule, links: Sequence[str]) -> Json:
    """Opening times; tied to a place where `links` (those of this service) still has it."""
    return filled(
        {
            "id": row.id,
            "service_id": row.service_id,
            "service_at_location_id": row.service_at_location_id
            if row.service_at_location_id in links
            else None,
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
            "dtstart": row.dtstart,
            **_frequency(row),
            "bymonthday": row.bymonthday,
            "description": row.description,
            "opens_at": row.opens_at,
            "closes_at": row.closes_at,
            "schedule_link": row.schedule_link,
            "attending_type": row.attending_type,
            "notes": row.notes,
        }
    )


def _frequency(row: Schedule) -> Json:
    """The profile has weekly and monthly: every day is every week on seven days; the rest it cannot say."""
    freq = (row.freq or "").upper()
    if freq == "DAILY" and row.interval in (None, 1):
        return {"freq": "WEEKLY", "interval": row.interval, "byday": row.byday or EVERY_DAY}
    known = freq if freq in FREQUENCIES else None
    return {"freq": known, "interval": row.interval, "byday": row.byday}


def cost_record(row: CostOption) -> Json:
    """One price, in pounds."""
    return filled(
        {
            "id": row.id,
            "service_id": row.service_id,
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
            "option": row.option,
            "amount": row.amount,
            "amount_description": row.amount_description,
        }
    )


def area_record(row: ServiceArea) -> Json:
    """Where people must live."""
    return filled(
        {
            "id": row.id,
            "service_id": row.service_id,
            "name": row.name,
            "extent": row.extent,
            "extent_type": row.extent_type,
            "uri": row.uri,
        }
    )


def language_record(row: Language) -> Json:
    """A language the service is given in."""
    return filled(
        {
            "id": row.id,
            "service_id": row.service_id,
            "name": row.name,
            "code": row.code,
            "note": row.note,
        }
    )


def phone_record(row: Phone) -> Json:
    """A number to ring."""
    return filled({"id": row.id, "number": row.number, "description": row.description})


def contact_records(contacts: Sequence[Contact], phones: Sequence[Phone]) -> list[Json]:
    """Whom to ask for, each with their numbers; a number may belong to somebody the feed did not name."""
    rows = [
        {"id": row.id, "service_id": row.service_id, "name": row.name, "title": row.title, "email": row.email}
        for row in contacts
    ]
    named = {row["id"] for row in rows}
    unnamed = dict.fromkeys(phone.contact_id for phone in phones if phone.contact_id not in named)
    rows += [{"id": contact_id} for contact_id in unnamed if contact_id]
    return [
        filled({**row, "phones": [phone_record(each) for each in phones if each.contact_id == row["id"]]})
        for row in rows
    ]
