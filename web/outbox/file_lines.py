"""The lines of a nightly file, as JSON lines or as CSV. Pure."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from web.spreadsheets import harmless

_NUMBER = re.compile(r"\+?[\d\s()-]+")
BETWEEN = "\n"  # several values, or messages, in one cell
COLUMNS = (
    "schema", "event", "version", "announced_at", "reference", "kind", "received_at", "contact.channel",
    "contact.site", "contact.started_at", "contact.finalised_at", "about.who", "about.whom", "why.reason",
    "why.request", "why.needs", "why.risk.category", "why.risk.level", "why.not_enough", "words",
    "what_matters", "offered", "place.district", "place.label", "agreed_to_pass_on", "person.name",
    "person.phone", "person.email", "person.when", "person.how",
    "person.safe_to_contact", "follow_up.state", "follow_up.outcome", "follow_up.outcome_at",
    "person.address",
)  # fmt: skip


def as_lines(form: str, contacts: Sequence[Mapping[str, Any]]) -> bytes:
    """The whole file. The same contacts give the same bytes."""
    return _csv(contacts) if form == "csv" else _jsonl(contacts)


def _jsonl(contacts: Sequence[Mapping[str, Any]]) -> bytes:
    return "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in contacts).encode()


def _csv(contacts: Sequence[Mapping[str, Any]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in contacts:
        writer.writerow([_cell(_at(each, column)) for column in COLUMNS])
    # With a mark, so that spreadsheets read accents rightly.
    return out.getvalue().encode("utf-8-sig")


def _at(contact: Mapping[str, Any], column: str) -> Any:
    value: Any = contact
    for step in column.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return _cell(BETWEEN.join(each["name"] if isinstance(each, Mapping) else str(each) for each in value))
    text = str(value)
    # Somebody opens it in a spreadsheet: what a resident typed must not run there as a formula.
    return text if _NUMBER.fullmatch(text) else harmless(text)
