"""The script of conversation one: prompts, why, what to listen for; from one file that its owner edits.

Read and checked whole: a file that cannot be used is named with what is wrong in it. Pure but for the file.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from web.exceptions import SettingsError

SCRIPT_FILE = Path(__file__).parent / "conversation_one.yml"
HEARD = frozenset({"whose", "place", "tried", "danger", "need"})
_WORDS = ("title", "ask", "why", "listen_for")
_ID = re.compile(r"[a-z][a-z0-9_]{0,31}\Z")
_VERSION = re.compile(r"[\w.-]{1,32}\Z")
CURLY = str.maketrans({"\u2019": "'"})


@dataclass(frozen=True)
class Prompt:
    """Something to ask. It is covered when enough was noted, something was heard, or `says` is met."""

    id: str
    title: str
    ask: str
    why: str
    listen_for: str
    words: int | None
    heard: frozenset[str]
    says: re.Pattern[str] | None


@dataclass(frozen=True)
class Script:
    """One version of the script."""

    version: str
    prompts: tuple[Prompt, ...]

    def covered(self, notes: str, heard: Collection[str]) -> frozenset[str]:
        """The ids of prompts that the notes cover; `heard`: what Signpost heard in them, of HEARD."""
        plain = notes.translate(CURLY)
        count = len(plain.split())
        return frozenset(one.id for one in self.prompts if _covers(one, plain, count, heard))

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all prompts."""
        return frozenset(one.id for one in self.prompts)


def _covers(prompt: Prompt, notes: str, count: int, heard: Collection[str]) -> bool:
    enough = prompt.words is not None and count >= prompt.words
    return enough or not prompt.heard.isdisjoint(heard) or bool(prompt.says and prompt.says.search(notes))


@cache
def script(path: Path = SCRIPT_FILE) -> Script:
    """The script in a file; SettingsError, which says what to put right, where it cannot be used."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError):
        raise SettingsError(f"{path.name} cannot be read as YAML.") from None
    rows = data.get("prompts") if isinstance(data, Mapping) else None
    if not isinstance(rows, list) or not rows:
        raise SettingsError(f"{path.name} must hold a list of prompts.")
    version = data.get("version")
    if not isinstance(version, str) or not _VERSION.match(version):
        raise SettingsError(f'{path.name} needs a version in quotes, like "2026-11".')
    prompts = tuple(_prompt(row, place, path.name) for place, row in enumerate(rows, start=1))
    if len({one.id for one in prompts}) < len(prompts):
        raise SettingsError(f"{path.name}: two prompts have the same id.")
    return Script(version, prompts)


def _prompt(row: Any, place: int, name: str) -> Prompt:
    """One prompt, checked; `place` counts from 1, for whoever has to find it."""
    where = f"{name}, prompt {place}"
    if not isinstance(row, Mapping) or not _ID.match(str(row.get("id", ""))):
        raise SettingsError(f"{where} needs an id of small letters, like good_days.")
    if odd := set(row) - {"id", "covered_by", *_WORDS}:
        raise SettingsError(f"{where} has something nobody knows: {', '.join(sorted(map(str, odd)))}.")
    for field in _WORDS:
        if not isinstance(row.get(field), str) or not row[field].strip():
            raise SettingsError(f"{where} needs words for {field}.")
    covered_by = row.get("covered_by") or {}
    if not isinstance(covered_by, Mapping) or set(covered_by) - {"words", "heard", "says"}:
        raise SettingsError(f"{where}: covered_by may hold words, heard and says.")
    return Prompt(
        id=row["id"],
        **{field: row[field] for field in _WORDS},
        words=_count(covered_by.get("words"), where),
        heard=_heard(covered_by.get("heard", []), where),
        says=_says(covered_by.get("says", []), where),
    )


def _count(words: Any, where: str) -> int | None:
    if words is not None and (isinstance(words, bool) or not isinstance(words, int) or words < 1):
        raise SettingsError(f"{where}: words must be a whole number.")
    return words


def _heard(kinds: Any, where: str) -> frozenset[str]:
    if not isinstance(kinds, list) or not HEARD.issuperset(map(str, kinds)):
        raise SettingsError(f"{where}: heard may hold {', '.join(sorted(HEARD))}.")
    return frozenset(kinds)


def _says(phrases: Any, where: str) -> re.Pattern[str] | None:
    if not isinstance(phrases, list) or not all(isinstance(one, str) and one.strip("* ") for one in phrases):
        raise SettingsError(f"{where}: says must be a list of words or phrases.")
    if not phrases:
        return None
    alternatives = "|".join(re.escape(one.strip()).replace(r"\*", r"\w*") for one in phrases)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)
