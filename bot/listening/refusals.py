"""Which of the places that were shown is refused, and why. Pure but for one file."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.listening.which_one import which_one
from bot.listening.words import plainly, straightened

REASONS_FILE = Path(__file__).with_suffix(".yml")
OTHER = "other"


def refused_one(
    text: str, shown: Sequence[Mapping[str, Any]], latest: Sequence[Mapping[str, Any]]
) -> str | None:
    """The id of the one meant: by its whole name among all `shown`, else pointed at among the `latest`.

    None where that is not clear. Each has an "id" and a "name".
    """
    said = _plain(text)
    named = [one for one in shown if _plain(str(one["name"])) in said]
    if named:
        return str(max(named, key=lambda one: len(str(one["name"])))["id"])
    place = which_one(text, [str(one["name"]) for one in latest])
    return None if place is None else str(latest[place]["id"])


def reason_in(text: str, name: str = "") -> str:
    """The code of the reason, "other" for none. `name` is left out: it may hold telling words."""
    said = _plain(text).replace(_plain(name), " ") if name else _plain(text)
    return next((code for code, (heard, _) in _reasons().items() if heard.search(said)), OTHER)


def first_wish(reason: str) -> str | None:
    """What the next best one should be like for that reason: nearer, free, home; None for anything."""
    return _reasons()[reason][1] if reason in _reasons() else None


def _plain(text: str) -> str:
    return plainly(straightened(text))


@cache
def _reasons() -> dict[str, tuple[re.Pattern[str], str | None]]:
    data = yaml.safe_load(REASONS_FILE.read_text(encoding="utf-8"))["reasons"]
    return {code: (re.compile("|".join(one["said"])), one.get("first")) for code, one in data.items()}
