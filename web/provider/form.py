"""The form in which an organisation puts its entry right: what it shows, and what was changed in it. Pure.

Values are plain values of directory/editing/plain.py. A masked place is not in the form, and stays as it is.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from directory.editing.cleaning import clean
from directory.editing.plain import mark
from directory.editing.proposals import problems_of
from web.forms import typed
from web.words.book import words

TEXTS = (
    "name", "description", "email", "url", "fees", "eligibility_description", "minimum_age", "maximum_age",
)  # fmt: skip
LONG = ("description", "fees", "eligibility_description")
ADDRESS = ("name", "address_1", "address_2", "city", "postal_code")
LONGEST_NOTE = 2000
FIELDS = (*TEXTS, "phones", "locations")
Sheet = Mapping[str, Any]


@dataclass(frozen=True)
class ChangeForm:
    """One form. `base` are the marks of the fields as they were shown; `changes` what differs from them."""

    values: dict[str, str]
    phones: tuple[str, ...]
    places: tuple[dict[str, str], ...]
    base: dict[str, str]
    note: str = ""
    changes: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def base_json(self) -> str:
        """The marks, as the form carries them."""
        return json.dumps(self.base, sort_keys=True)


def blank_form(sheet: Sheet) -> ChangeForm:
    """The form of an entry as it is now."""
    return ChangeForm(
        values={name: _shown(sheet[name]) for name in TEXTS},
        phones=tuple(row["number"] or "" for row in sheet["phones"]),
        places=tuple({name: _shown(row[name]) for name in ADDRESS} for row in _open_places(sheet)),
        base={name: mark(clean(name, sheet[name]).value) for name in FIELDS},
    )


def read_form(posted: Mapping[str, str], sheet: Sheet) -> ChangeForm:
    """The form as sent, with what was changed in it and what needs putting right."""
    values = {name: typed(posted, name) for name in TEXTS}
    phones = tuple(typed(posted, f"phone-{place}") for place in range(len(sheet["phones"]) + 1))
    places = tuple(
        {name: typed(posted, f"place-{place}-{name}") for name in ADDRESS}
        for place in range(len(_open_places(sheet)))
    )
    note, base = typed(posted, "note"), _base(posted.get("base", ""))
    written = {**values, "phones": _phones(phones, sheet), "locations": _locations(places, sheet)}
    # A box that was not sent was not emptied either: half a form changes half of it.
    sent = {name: value for name, value in written.items() if _was_sent(name, posted)}
    changes = {name: value for name, value in sent.items() if _differs(name, value, base, sheet)}
    problems = _problems(changes, note)
    return ChangeForm(values, phones, places, base, note, changes, problems)


def _problems(changes: Mapping[str, Any], note: str) -> dict[str, str]:
    say = words("provider")["problems"]
    found = {name: say.get(code, say["any"]) for name, code in problems_of(changes).items()}
    if len(note) > LONGEST_NOTE:
        found["note"] = say["note_long"]
    if not changes and not note:
        found["note"] = say["nothing"]
    return found


def _was_sent(name: str, posted: Mapping[str, str]) -> bool:
    start = {"phones": "phone-", "locations": "place-"}.get(name)
    return name in posted if start is None else any(key.startswith(start) for key in posted)


def _differs(name: str, value: Any, base: Mapping[str, str], sheet: Sheet) -> bool:
    before = base.get(name) or mark(clean(name, sheet[name]).value)
    return mark(clean(name, value).value) != before


def _phones(numbers: tuple[str, ...], sheet: Sheet) -> list[dict[str, Any]]:
    known = [*sheet["phones"], {"id": None, "description": None}]
    rows = [{**row, "number": number} for row, number in zip(known, numbers, strict=True)]
    return [row for row in rows if row["number"]]


def _locations(places: tuple[dict[str, str], ...], sheet: Sheet) -> list[dict[str, Any]]:
    written = iter(places)
    return [row if row["masked"] else _place(row, next(written)) for row in sheet["locations"]]


def _place(row: dict[str, Any], written: Mapping[str, str]) -> dict[str, Any]:
    if all(written[name] == _shown(row[name]) for name in ADDRESS):
        return row
    moved = any(written[name] != _shown(row[name]) for name in ("address_1", "postal_code"))
    point = {"latitude": None, "longitude": None} if moved else {}
    return {**row, **{name: written[name] or None for name in ADDRESS}, **point}


def _open_places(sheet: Sheet) -> list[dict[str, Any]]:
    return [row for row in sheet["locations"] if not row["masked"]]


def _base(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    kept = found.items() if isinstance(found, dict) else ()
    return {name: value for name, value in kept if name in FIELDS and isinstance(value, str)}


def _shown(value: Any) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
