"""Whom to call: contacts and phones, wherever in the entry a feed hangs them."""

import re
from collections.abc import Iterator

from directory.openreferral.parts import part_id, without_repeats
from directory.openreferral.records import Row
from directory.openreferral.values import Json, email_in, object_in, objects, text_in

SHORTEST_NUMBER = 3  # 111 and 999 are numbers too


def read_contacts(service_id: str, row: Json) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The service's contacts and phones; each number once."""
    contacts: list[Row] = []
    # The service's own numbers first: the first number is the one screens show.
    phones = _phones(service_id, None, list(_numbers_of_service(row)), 0)
    for position, given in enumerate(_contacts(row)):
        contact_id = part_id(service_id, "contact", position, given)
        contact: Row = {
            "id": contact_id,
            "name": text_in(given, "name"),
            "title": text_in(given, "title"),
            "email": email_in(given, "email"),
        }
        if contact["name"] or contact["title"] or contact["email"]:
            contacts.append(contact)
        phones += _phones(service_id, contact_id, _numbers_of_contact(given), len(phones))
    return without_repeats(contacts), _each_number_once(without_repeats(phones))


def _contacts(row: Json) -> Iterator[Json]:
    yield from objects(row, "contacts")
    for link in objects(row, "service_at_locations"):
        yield from objects(link, "contacts")


def _numbers_of_contact(given: Json) -> list[Json]:
    listed = objects(given, "phones")
    return [*listed, {"number": given["phone"]}] if given.get("phone") else listed


def _numbers_of_service(row: Json) -> Iterator[Json]:
    yield from objects(row, "phones")
    for link in objects(row, "service_at_locations"):
        yield from objects(link, "phones")
    yield from objects(object_in(row, "organization", "organisation"), "phones")


def _phones(service_id: str, contact_id: str | None, given: list[Json], start: int) -> list[Row]:
    rows: list[Row] = []
    for position, item in enumerate(given, start=start):
        number = (text_in(item, "number") or "").strip("\"' ")
        if len(_digits(number)) >= SHORTEST_NUMBER:
            rows.append(
                {
                    "id": part_id(service_id, "phone", position, item),
                    "contact_id": contact_id,
                    "number": number,
                    "description": text_in(item, "description"),
                }
            )
    return rows


def _each_number_once(phones: tuple[Row, ...]) -> tuple[Row, ...]:
    kept: dict[str, Row] = {}
    for phone in phones:
        kept.setdefault(_digits(str(phone["number"])), phone)
    return tuple(kept.values())


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)
