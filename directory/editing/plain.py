"""A field as an editor writes it (plain), beside the field as the store has it (full); and back again.

Full values carry columns that no form shows: the dates of an opening time, whose number a number is. They
ride along with the row they belong to, by its id.
"""

import json
import uuid
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from directory.queries.sheet_fields import ADDRESS_SHOWN, LOCATION_SHOWN, ORDER, ROWS, Sheet

Row = dict[str, Any]
NewId = Callable[[], str]


def new_id() -> str:
    """An id for a row that an editor adds."""
    return str(uuid.uuid4())


def plain(field: str, full: Any) -> Any:
    """What an editor sees of a field."""
    if field in ROWS:
        return [_pick(row, ("id", *ROWS[field].shown)) for row in full]
    if field == "organization":
        return full["name"] if full else None
    if field == "locations":
        return [_plain_location(row) for row in full]
    if field == "needs":
        return [_pick(row, ("need_id", "confidence")) for row in full]
    return full


def plain_sheet(sheet: Sheet) -> Sheet:
    """Every field as an editor sees it."""
    return {field: plain(field, sheet[field]) for field in ORDER}


def full(field: str, written: Any, present: Any, mint: NewId = new_id) -> Any:
    """The full value for what an editor wrote, with everything of `present` that no form shows."""
    if field == "schedules":
        return [_schedule(row, {each["id"]: each for each in present}, mint) for row in written]
    if field in ROWS:
        known = {row["id"]: row for row in present}
        return [{**known.get(row.get("id"), {}), **row, "id": row.get("id") or mint()} for row in written]
    if field == "organization":
        return {"id": None, "name": written} if written else None
    if field == "locations":
        known = {row["id"]: row for row in present}
        return [_full_location(row, known.get(row.get("id")), mint) for row in written]
    if field == "needs":
        return [{**row, "source": "editor"} for row in written]
    return written


def mark(written: Any) -> str:
    """A fingerprint of a plain value: the same for the same, to tell whether a field has changed."""
    content = json.dumps(written, sort_keys=True, ensure_ascii=False)
    return sha256(content.encode("utf-8", "replace")).hexdigest()[:16]


def _pick(row: Row, columns: tuple[str, ...]) -> Row:
    return {column: row.get(column) for column in columns}


def _schedule(written: Row, known: dict[str, Row], mint: NewId) -> Row:
    """Opening times; how often they come round follows from the days, where those are new."""
    was = known.get(written.get("id") or "", {})
    days = written.get("byday") or ""
    often = "MONTHLY" if any(letter.isdigit() for letter in days) else "WEEKLY" if days else None
    freq = was.get("freq") if was and was.get("byday") == written.get("byday") else often
    return {**was, **written, "id": written.get("id") or mint(), "freq": freq}


def _plain_location(location: Row) -> Row:
    address = location["addresses"][0] if location["addresses"] else {}
    lines = [row["description"] or row["details"] for row in location["accessibility"]]
    return {
        "id": location["id"],
        **_pick({**location, **_pick(address, ADDRESS_SHOWN)}, LOCATION_SHOWN),
        "accessibility": [line for line in lines if line],
        "masked": location["masked"],
    }


def _full_location(written: Row, known: Row | None, mint: NewId) -> Row:
    base: Row = known or {
        "id": written.get("id") or mint(),
        "link_id": mint(),
        "location_type": "physical",
        "addresses": [],
        "accessibility": [],
    }
    own = _pick(written, ("name", "latitude", "longitude", "masked"))
    return {
        **base,
        **own,
        "addresses": _addresses(written, base["addresses"], mint),
        "accessibility": _accessibility(written["accessibility"], base["accessibility"], mint),
    }


def _addresses(written: Row, known: list[Row], mint: NewId) -> list[Row]:
    """The first address as written; a place may have others, which stay. A mask needs one to hang on."""
    lines = _pick(written, ADDRESS_SHOWN)
    if not known and not any(lines.values()) and not written["masked"]:
        return []
    first = known[0] if known else {"id": mint(), "address_type": "physical"}
    return [{**first, **lines}, *known[1:]]


def _accessibility(lines: list[str], known: list[Row], mint: NewId) -> list[Row]:
    said = {row["description"] or row["details"]: row for row in known}
    return [said.get(line) or {"id": mint(), "description": line} for line in lines]
