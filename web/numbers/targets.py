"""Targets, baselines and others' figures, read from the file that the council names in TARGETS_FILE."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

import yaml

from web.exceptions import SettingsError
from web.numbers.measures import MEASURES

STANDARD = Path(__file__).parent / "targets.yml"
Kind = Literal["target", "baseline", "benchmark"]
LONGEST_LABEL = 48
_WORDS = ("label", "owner", "source")


@dataclass(frozen=True)
class Level:
    """One level that a measure is compared with, whose it is, and where it comes from."""

    measure: str
    kind: Kind
    value: float
    label: str
    owner: str
    source: str
    note: str = ""


@cache
def levels(file: Path | None) -> tuple[Level, ...]:
    """The levels of the council's own file, or of the one that comes with Signpost; read once.

    SettingsError, with a sentence that says which entry and what of it, for a file that cannot be read.
    """
    path = file or STANDARD
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, yaml.YAMLError) as wrong:
        raise SettingsError(f"TARGETS_FILE {path} cannot be read: {type(wrong).__name__}.") from None
    entries = loaded.get("lines") if isinstance(loaded, dict) else None
    if not isinstance(entries, list):
        raise SettingsError(f"TARGETS_FILE {path} must hold a list named lines.")
    return tuple(_level(entry, f"TARGETS_FILE {path}, line {n}:") for n, entry in enumerate(entries, 1))


def levels_of(measure: str, file: Path | None) -> tuple[Level, ...]:
    """The levels of one measure."""
    return tuple(level for level in levels(file) if level.measure == measure)


def _level(entry: object, where: str) -> Level:
    if not isinstance(entry, Mapping):
        raise SettingsError(f"{where} must have measure, kind, value, label, owner and source.")
    measure, kind, value = entry.get("measure"), entry.get("kind"), entry.get("value")
    if not isinstance(measure, str) or measure not in MEASURES:
        raise SettingsError(f"{where} {measure!r} is no measure.")
    if kind not in get_args(Kind):
        raise SettingsError(f"{where} the kind must be one of {', '.join(get_args(Kind))}.")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise SettingsError(f"{where} the value must be a number.")
    if MEASURES[measure].unit == "share" and not 0 <= value <= 100:
        raise SettingsError(f"{where} a share lies between 0 and 100.")
    words = {name: _words(entry, name, where) for name in _WORDS}
    return Level(measure, cast(Kind, kind), float(value), note=str(entry.get("note") or ""), **words)


def _words(entry: Mapping[Any, Any], name: str, where: str) -> str:
    said = entry.get(name)
    if not isinstance(said, str) or not said.strip():
        raise SettingsError(f"{where} {name} is missing.")
    if name == "label" and len(said) > LONGEST_LABEL:
        raise SettingsError(f"{where} the label has more than {LONGEST_LABEL} letters.")
    return said.strip()
