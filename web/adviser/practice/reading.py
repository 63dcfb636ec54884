"""Demonstration calls for practising, from the files of a folder; read and checked whole. Pure otherwise.

SettingsError names the file and what to put right in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from web.exceptions import SettingsError

FOLDER = Path(__file__).parent / "calls"
_KEYS = {"title", "about", "owner", "lines", "expects", "next_why"}
_EXPECTS = {"prompts", "needs", "risks", "requests", "next"}
_MOST_LINES = 20


class Next(StrEnum):
    """What is right to do after a call; web/words/adviser_practice.yml says each in words."""

    GIVE_LIST = "give_list"
    HAND_ON = "hand_on"
    THEIR_TEAM = "their_team"
    DUTY = "duty"
    SAFEGUARDING = "safeguarding"
    EMERGENCY = "emergency"


class Kind(StrEnum):
    """What can be heard in a call; the value is how a file names the id."""

    NEED = "need"
    RISK = "category"
    REQUEST = "request"


@dataclass(frozen=True)
class Line:
    """What the caller says, and what a good adviser does with it."""

    caller: str
    good: str


@dataclass(frozen=True)
class Point:
    """Something that is in the call to be heard; `line` counts from 1. One of `others` heard is as good."""

    kind: Kind
    id: str
    line: int
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class DemoCall:
    """One call. `prompts`: the ids of the script's prompts that this call asks for."""

    name: str
    title: str
    about: str
    lines: tuple[Line, ...]
    prompts: tuple[str, ...]
    points: tuple[Point, ...]
    next: Next
    next_why: str


@cache
def demo_calls(folder: Path = FOLDER) -> Mapping[str, DemoCall]:
    """Every call of the folder by its file's name, in the order of their titles."""
    read = [_read(path) for path in folder.glob("*.yml")]
    if not read:
        raise SettingsError(f"{folder.name} holds no demonstration call.")
    return {one.name: one for one in sorted(read, key=lambda one: one.title)}


def _read(path: Path) -> DemoCall:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError):
        raise SettingsError(f"{path.name} cannot be read as YAML.") from None
    if not isinstance(data, Mapping) or set(data) != _KEYS:
        raise SettingsError(f"{path.name} must hold {', '.join(sorted(_KEYS))}, and nothing else.")
    lines = tuple(_line(row, place, path.name) for place, row in enumerate(_rows(data["lines"]), start=1))
    if not 1 <= len(lines) <= _MOST_LINES:
        raise SettingsError(f"{path.name} needs between 1 and {_MOST_LINES} lines.")
    expects = data["expects"]
    if not isinstance(expects, Mapping) or set(expects) - _EXPECTS:
        raise SettingsError(f"{path.name}: expects may hold {', '.join(sorted(_EXPECTS))}.")
    if expects.get("next") not in set(Next):
        raise SettingsError(f"{path.name}: next must be one of {', '.join(Next)}.")
    return DemoCall(
        name=path.stem,
        title=str(data["title"]),
        about=str(data["about"]),
        lines=lines,
        prompts=tuple(map(str, _rows(expects.get("prompts")))),
        points=_points(expects, len(lines), path.name),
        next=Next(expects["next"]),
        next_why=str(data["next_why"]),
    )


def _line(row: Any, place: int, name: str) -> Line:
    if not isinstance(row, Mapping) or set(row) != {"caller", "good"}:
        raise SettingsError(f"{name}, line {place} needs what the caller says, and good.")
    return Line(str(row["caller"]), str(row["good"]))


def _points(expects: Mapping[str, Any], lines: int, name: str) -> tuple[Point, ...]:
    found = []
    for field, kind in (("risks", Kind.RISK), ("requests", Kind.REQUEST), ("needs", Kind.NEED)):
        for row in _rows(expects.get(field)):
            if not isinstance(row, Mapping) or set(row) - {"or"} != {kind.value, "line"}:
                raise SettingsError(f"{name}: each of {field} needs a {kind.value} and its line.")
            if not isinstance(row["line"], int) or not 1 <= row["line"] <= lines:
                raise SettingsError(f"{name}: {row[kind.value]} must name one of the {lines} lines.")
            others = tuple(map(str, _rows(row.get("or"))))
            found.append(Point(kind, str(row[kind.value]), row["line"], others))
    return tuple(found)


def _rows(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else []
