"""Whom to ring now, from one file that its owner edits; read and checked whole. Pure but for the file."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from web.exceptions import SettingsError

STANDARD = Path(__file__).with_name("lines.yml")
OFFICE, OUT_OF_HOURS, ALWAYS = "office", "out_of_hours", "always"
DANGER, CONCERN, TEAM = "danger", "concern", "team"
_WORDS = ("id", "label", "ask_for", "phone", "open")
_OPEN = frozenset({OFFICE, OUT_OF_HOURS, ALWAYS})
_FIRST_FOR = frozenset({DANGER, CONCERN, TEAM})
_LONGEST_ID = 64


@dataclass(frozen=True)
class Line:
    """Somebody who can be rung. `phone` may name one of the council's own numbers."""

    id: str
    label: str
    ask_for: str
    phone: str
    open: str
    first_for: frozenset[str]


@dataclass(frozen=True)
class Ring:
    """A line with its number, and whether it is the one to ring first."""

    line: Line
    phone: str
    first: bool


@cache
def lines(file: Path | None = None) -> tuple[Line, ...]:
    """The council's own lines, or those that come with Signpost; SettingsError says what to put right."""
    path = file or STANDARD
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError):
        raise SettingsError(f"HANDOVER_LINES_FILE: {path.name} cannot be read as YAML.") from None
    rows = data.get("lines") if isinstance(data, Mapping) else None
    if not isinstance(rows, list) or not rows:
        raise SettingsError(f"HANDOVER_LINES_FILE: {path.name} must hold a list of lines.")
    read = tuple(_line(row, place, path.name) for place, row in enumerate(rows, start=1))
    if len({one.id for one in read}) < len(read):
        raise SettingsError(f"HANDOVER_LINES_FILE: {path.name} has two lines with the same id.")
    return read


def labels(file: Path | None) -> dict[str, str]:
    """Who each line is, by its id, also where a record names it."""
    return {one.id: one.label for one in lines(file)}


def to_ring(
    known: Collection[Line], numbers: Mapping[str, str], is_open: bool, heard: Collection[str]
) -> list[Ring]:
    """The lines that answer now, the one to ring first at their head.

    `numbers`: the council's own, by name; `heard`: what was heard, of DANGER, CONCERN and TEAM, weightiest
    first counts: somebody who may be harmed goes before everything else.
    """
    now_open = {ALWAYS, OFFICE if is_open else OUT_OF_HOURS}
    there = [(one, numbers.get(one.phone, one.phone)) for one in known if one.open in now_open]
    ringing = [(one, phone) for one, phone in there if phone]
    first = next(
        (one.id for what in (CONCERN, DANGER, TEAM) if what in heard
         for one, _phone in ringing if what in one.first_for),
        None,
    )  # fmt: skip
    rings = [Ring(one, phone, one.id == first) for one, phone in ringing]
    return sorted(rings, key=lambda each: not each.first)


def _line(row: Any, place: int, name: str) -> Line:
    where = f"HANDOVER_LINES_FILE: {name}, line {place}"
    if not isinstance(row, Mapping) or set(row) - {*_WORDS, "first_for"}:
        raise SettingsError(f"{where} may hold {', '.join(_WORDS)} and first_for, and nothing else.")
    for field in _WORDS:
        if not isinstance(row.get(field), str) or not row[field].strip():
            raise SettingsError(f"{where} needs {field}, in quotes where it is a number.")
    if len(row["id"]) > _LONGEST_ID:
        raise SettingsError(f"{where}: the id is longer than {_LONGEST_ID} letters.")
    if row["open"] not in _OPEN:
        raise SettingsError(f"{where}: open must be one of {', '.join(sorted(_OPEN))}.")
    first_for = row.get("first_for") or []
    if not isinstance(first_for, list) or not _FIRST_FOR.issuperset(map(str, first_for)):
        raise SettingsError(f"{where}: first_for may hold {', '.join(sorted(_FIRST_FOR))}.")
    return Line(first_for=frozenset(first_for), **{field: row[field].strip() for field in _WORDS})
