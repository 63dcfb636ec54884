"""What somebody wrote into a field made sound, or told what is wrong with it by the name of a sentence."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from directory.models.service import Status
from directory.openreferral.plain_text import plain_text
from directory.openreferral.values import EMAIL as EMAIL_FORM
from directory.openreferral.values import clock_in, number_in, web_address
from directory.queries.sheet_fields import (
    AGE,
    CHOICE,
    EMAIL,
    LINK,
    LOCATION_SHOWN,
    LONG,
    LONGEST,
    MOST_ROWS,
    ROWS,
    SCALARS,
    TEXT,
)

WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SHORTEST_NUMBER = 3  # 111 and 999 are numbers too
BYDAY = re.compile(r"(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU))*")
# The box that holds the United Kingdom, the Channel Islands left out: south, north, west, east.
SOUTH, NORTH, WEST, EAST = 49.8, 61.0, -8.7, 1.9
OLDEST = 130


@dataclass(frozen=True)
class Cleaned:
    """A value fit to keep; or, with `problem`, the value as it was written, so that nothing typed is lost."""

    value: Any
    problem: str | None = None


def clean(field: str, written: Any) -> Cleaned:
    """One field. Never raises: whatever is wrong has a name (web/words/editor.yml: problems)."""
    if field in ROWS:
        return _rows(written, lambda row: _row(field, row))
    if field == "locations":
        return _rows(written, _location)
    if field == "needs":
        return _needs(written)
    return _scalar(SCALARS.get(field, TEXT), field, written)


def _scalar(kind: str, field: str, written: Any) -> Cleaned:
    if kind == AGE:
        return _age(written)
    text = _text(written, one_line=kind != LONG)
    if text is None:
        return Cleaned(None, f"{field}_missing" if field in ("name", "status") else None)
    if len(text) > LONGEST[kind]:
        return Cleaned(text, "too_long")
    if kind == CHOICE and text not in set(Status):
        return Cleaned(text, "status_unknown")
    if kind == EMAIL and not EMAIL_FORM.fullmatch(text):
        return Cleaned(text, "email_form")
    if kind == LINK:
        address = web_address({"at": text}, "at")
        return Cleaned(address or text, None if address else "link_form")
    return Cleaned(text)


def _age(written: Any) -> Cleaned:
    text = _text(written, one_line=True)
    if text is None:
        return Cleaned(None)
    sound = text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= OLDEST
    return Cleaned(int(text)) if sound else Cleaned(text, "age_form")


def _text(written: Any, *, one_line: bool) -> str | None:
    if isinstance(written, bool) or not isinstance(written, str | int | float):
        return None
    text = plain_text(str(written))
    return (" ".join(text.split()) if one_line else text.strip()) or None


def _rows(written: Any, read: Callable[[dict[str, Any]], Cleaned]) -> Cleaned:
    """Rows that say something, each sound; the first problem of any stands for all."""
    if not isinstance(written, list) or not all(isinstance(row, dict) for row in written):
        return Cleaned([], "rows_form")
    if len(written) > MOST_ROWS:
        return Cleaned(written[:MOST_ROWS], "too_many")
    found = [read(row) for row in written]
    kept = [one for one in found if one.value is not None]
    return Cleaned([one.value for one in kept], next((one.problem for one in kept if one.problem), None))


def _row(field: str, row: dict[str, Any]) -> Cleaned:
    shape, problems = ROWS[field], []
    clean_row: dict[str, Any] = {"id": _text(row.get("id"), one_line=True)}
    for column in shape.shown:
        cell = _cell(field, column, row.get(column))
        clean_row[column] = cell.value
        problems += [cell.problem] if cell.problem else []
    if not any(clean_row.get(column) not in (None, "") for column in shape.shown):
        return Cleaned(None)
    missing = not any(clean_row.get(column) not in (None, "") for column in shape.needed)
    if missing and "code" not in shape.needed:
        problems.append(f"{field}_incomplete")
    return Cleaned(clean_row, problems[0] if problems else None)


def _cell(field: str, column: str, written: Any) -> Cleaned:
    if column in ("opens_at", "closes_at"):
        return _clock(written)
    if column == "amount":
        return _amount(written)
    text = _text(written, one_line=column != "description")
    problem = None
    if text is None:
        return Cleaned(None)
    if len(text) > LONGEST[TEXT]:
        problem = "too_long"
    elif column == "number" and len(re.sub(r"\D", "", text)) < SHORTEST_NUMBER:
        problem = "number_form"
    elif column == "email" and not EMAIL_FORM.fullmatch(text):
        problem = "email_form"
    elif column == "byday":
        return Cleaned(_in_week_order(text)) if BYDAY.fullmatch(text) else Cleaned(text, "days_form")
    return Cleaned(text, problem)


def _in_week_order(byday: str) -> str:
    """Monday first, so that the same days are the same however they were written."""
    parts = sorted(byday.split(","), key=lambda part: (WEEK.index(part[-2:]), part[:-2]))
    return ",".join(parts)


def _clock(written: Any) -> Cleaned:
    text = _text(written, one_line=True)
    time = clock_in({"at": text}, "at") if text else None
    return Cleaned(time or text, "time_form" if text and not time else None)


def _amount(written: Any) -> Cleaned:
    text = _text(written, one_line=True)
    if text is None:
        return Cleaned(None)
    amount = number_in({"at": text}, "at")
    return Cleaned(amount) if amount is not None and 0 <= amount < 1_000_000 else Cleaned(text, "amount_form")


def _location(row: dict[str, Any]) -> Cleaned:
    found: dict[str, Any] = {"id": _text(row.get("id"), one_line=True)}
    for column in LOCATION_SHOWN:
        found[column] = _text(row.get(column), one_line=True)
    lines = row.get("accessibility") or []
    found["accessibility"] = [line for line in (_text(each, one_line=True) for each in lines) if line]
    found["masked"] = row.get("masked") is True
    if not any(found[column] for column in LOCATION_SHOWN) and not found["accessibility"]:
        # A place of which nothing is said is a blank row of the form, unless the store knows it.
        return Cleaned(found if found["id"] else None)
    return _pointed(found)


def _pointed(found: dict[str, Any]) -> Cleaned:
    """Latitude and longitude as numbers, both or neither, and in the country."""
    lat, lon = (number_in(found, key) for key in ("latitude", "longitude"))
    if (found["latitude"], found["longitude"]) == (None, None):
        return Cleaned(found)
    if lat is None or lon is None:
        return Cleaned(found, "point_form")
    found |= {"latitude": lat, "longitude": lon}
    inside = SOUTH <= lat <= NORTH and WEST <= lon <= EAST
    return Cleaned(found, None if inside else "point_outside")


def _needs(written: Any) -> Cleaned:
    """Each need once, with how sure it is from 0 (not included) to 1."""
    if not isinstance(written, list):
        return Cleaned([], "rows_form")
    kept: dict[str, dict[str, Any]] = {}
    for row in written:
        need_id, sure = str(row.get("need_id") or ""), number_in(row, "confidence")
        if need_id and sure is not None and 0 < sure <= 1:
            kept.setdefault(need_id, {"need_id": need_id, "confidence": round(sure, 3)})
    order = sorted(kept.values(), key=lambda row: (-row["confidence"], row["need_id"]))
    return Cleaned(order, "too_many" if len(order) > MOST_ROWS else None)
