"""What tells services apart, read for looking for duplicates: names, providers, numbers, postcodes."""

import re
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.models.access import Phone
from directory.models.location import Address, ServiceAtLocation
from directory.models.service import Service, Source, Status


@dataclass(frozen=True)
class Card:
    """What tells one service from another. `phones` are digits, `postcodes` without blanks."""

    id: str
    name: str
    organisation_id: str | None = None
    phones: frozenset[str] = frozenset()
    postcodes: frozenset[str] = frozenset()


def cards(session: Session) -> list[Card]:
    """Every service that is not withdrawn; the national helplines stand apart and are left out."""
    shown = (Service.status != Status.WITHDRAWN, Service.source != Source.HELPLINE)
    phones: defaultdict[str, set[str]] = defaultdict(set)
    for service_id, number in session.execute(select(Phone.service_id, Phone.number)):
        phones[service_id].add(_digits(number))
    postcodes: defaultdict[str, set[str]] = defaultdict(set)
    link = ServiceAtLocation
    at = select(link.service_id, Address.postal_code).join(Address, Address.location_id == link.location_id)
    for service_id, postcode in session.execute(at.where(Address.postal_code.is_not(None))):
        postcodes[service_id].add(str(postcode).replace(" ", "").upper())
    query = select(Service.id, Service.name, Service.organization_id).where(*shown).order_by(Service.id)
    return [
        Card(row.id, row.name, row.organization_id, frozenset(phones[row.id]), frozenset(postcodes[row.id]))
        for row in session.execute(query)
    ]


def _digits(number: str) -> str:
    """A number as it is dialled inside the country."""
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    return "0" + digits[2:] if digits.startswith("44") else digits
