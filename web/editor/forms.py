"""The form of a service: what was posted as plain values of fields, and these ready for a page again. Pure.

Plain values are those of directory/editing/plain.py. Nothing is judged here: what is wrong with a value, the
directory says.
"""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from werkzeug.datastructures import MultiDict

from directory.editing.deciding import Clash, marks_of
from directory.editing.plain import plain_sheet
from directory.queries.sheet_fields import LOCATION_SHOWN, MOST_ROWS, ORDER, ROWS, SCALARS, Sheet
from directory.reach import Reach, reach_of
from web.editor.days import join_days
from web.forms import typed

LISTS = (*ROWS, "locations", "needs")
TEXTS = (*(name for name in SCALARS if name != "attending_type"), "organization")
LONGEST_WHY = 1000
# What stands in attending_type for each way: words that Open Referral's readers know.
WAYS = {
    Reach.VENUE: "in person",
    Reach.HOME_VISIT: "home visit",
    Reach.TELEPHONE: "telephone",
    Reach.ONLINE: "online",
}
Fields = MultiDict[str, str]


@dataclass(frozen=True)
class EditForm:
    """One form, as sent or as first shown.

    `base` are the marks of the fields when the form was made; `blanks` how many empty rows a list ends with.
    `problems` are names of sentences by field, `clashes` what somebody else saved meanwhile.
    """

    values: dict[str, Any]
    base: dict[str, str]
    nonce: str
    why: str = ""
    checked: bool = False
    action: str = ""
    blanks: Mapping[str, int] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    clashes: tuple[Clash, ...] = ()
    theirs: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The same for the same form with the same words, so that sending it twice does it once."""
        said = json.dumps([self.nonce, self.values, self.base, self.why, self.checked], sort_keys=True)
        return sha256(said.encode("utf-8", "replace")).hexdigest()[:40]

    @property
    def base_json(self) -> str:
        """The marks, as the form carries them."""
        return json.dumps(self.base, sort_keys=True)

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of a list, and after them the empty ones to fill in."""
        return [*self.values[name], *({} for _ in range(self.blanks.get(name, 1)))]


def form_for(sheet: Sheet, *, why: str = "", changes: Mapping[str, Any] | None = None) -> EditForm:
    """The form as it is first shown; with `changes` already written into it."""
    values = {**plain_sheet(sheet), **(changes or {})}
    return EditForm(values, marks_of(sheet), secrets.token_urlsafe(16), why)


def read_form(posted: Fields) -> EditForm:
    """What was sent, with nothing of it lost."""
    values: dict[str, Any] = {name: posted.get(name, "") for name in TEXTS}
    values["attending_type"] = _attending(posted)
    for name in LISTS:
        values[name] = [row for row in _rows(posted, name) if row]
    for name in posted.getlist("use_theirs"):
        values.pop(name, None)  # what is not written is left as it is
    action = posted.get("action", "save")
    return EditForm(
        values=values,
        base=_marks(posted.get("base", "")),
        nonce=posted.get("nonce", "")[:64] or secrets.token_urlsafe(16),
        why=typed(posted, "why")[:LONGEST_WHY],
        checked=bool(posted.get("checked")),
        action=action,
        blanks={name: 2 for name in LISTS if action == f"more-{name}"},
    )


def after_clash(form: EditForm, now: Sheet, clashes: Sequence[Clash], theirs: tuple[str, ...]) -> EditForm:
    """The form again, over what is there now: fields that only others changed show their words."""
    fresh = plain_sheet(now)
    values = {name: fresh[name] if name in theirs else form.values.get(name, fresh[name]) for name in ORDER}
    return replace(form, values=values, base=marks_of(now), clashes=tuple(clashes), theirs=theirs)


def complete(form: EditForm, now: Sheet) -> EditForm:
    """The form with every field in it: what was not sent stands as it is."""
    return replace(form, values={**plain_sheet(now), **form.values})


def as_fields(form: EditForm) -> list[tuple[str, str]]:
    """The form as hidden fields, for a page that stands between writing and saving."""
    pairs = [(name, _text(form.values.get(name))) for name in TEXTS]
    pairs += [("attending_was", _text(form.values.get("attending_type")))]
    for name in LISTS:
        for number, row in enumerate(form.values.get(name, ())):
            for column, value in row.items():
                written = "\n".join(value) if isinstance(value, list) else _text(value)
                raw = "byday_raw" if column == "byday" else column
                pairs.append((f"{name}-{number}-{raw}", "yes" if value is True else written))
    pairs += [("base", form.base_json), ("nonce", form.nonce), ("why", form.why)]
    return [pair for pair in pairs if pair[1]] + ([("checked", "yes")] if form.checked else [])


def ways_in(attending_type: str | None) -> tuple[str, ...]:
    """The boxes that a service's attending_type ticks, by the directory's own reading of it."""
    reached = reach_of(has_venue=False, attending=[attending_type], words="")
    return tuple(WAYS[each] for each in reached)


def with_words(codes: Iterable[str], words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Codes with what a page calls them."""
    return [(str(code), words.get(str(code), str(code))) for code in codes]


def _text(value: Any) -> str:
    return "" if value is None or value is False else str(value)


def _marks(written: str) -> dict[str, str]:
    try:
        found = json.loads(written)
    except ValueError:
        return {}
    return {str(name): str(mark) for name, mark in found.items()} if isinstance(found, dict) else {}


def _attending(posted: Fields) -> str:
    """The ways that are ticked; the feed's own words where the ticks say the same as they do."""
    was, ticked = posted.get("attending_was", ""), posted.getlist("attending")
    if "attending_shown" not in posted:
        return was
    return was if sorted(ticked) == sorted(posted.getlist("attending_read")) else ", ".join(ticked)


def _rows(posted: Fields, name: str) -> list[dict[str, Any]]:
    prefix = f"{name}-"
    numbers = {key[len(prefix) :].split("-")[0] for key in posted if key.startswith(prefix)}
    order = sorted(int(each) for each in numbers if each.isascii() and each.isdigit())[: MOST_ROWS + 5]
    return [_row(posted, name, f"{prefix}{number}-") for number in order]


def _row(posted: Fields, name: str, prefix: str) -> dict[str, Any]:
    """One row; empty where it is to be removed, or where nothing was written into a new one."""
    if posted.get(f"{prefix}remove"):
        return {}
    columns = LOCATION_SHOWN if name == "locations" else ROWS[name].shown if name in ROWS else ()
    row: dict[str, Any] = {column: posted.get(f"{prefix}{column}", "") for column in columns}
    if name == "locations":
        lines = posted.get(f"{prefix}accessibility", "").splitlines()
        row |= {"accessibility": [line.strip() for line in lines if line.strip()]}
        row["masked"] = bool(posted.get(f"{prefix}masked"))
    if name == "schedules":
        row["byday"] = _days(posted, prefix)
    if name == "needs":
        row = {column: posted.get(f"{prefix}{column}", "") for column in ("need_id", "confidence")}
        return row if row["need_id"] else {}
    own_id = posted.get(f"{prefix}id", "")
    says = own_id or any(value for value in row.values())
    return {"id": own_id or None, **row} if says else {}


def _days(posted: Fields, prefix: str) -> str:
    raw = posted.get(f"{prefix}byday_raw", "").strip()
    return raw or join_days(posted.get(f"{prefix}weeks", ""), posted.getlist(f"{prefix}days"))
