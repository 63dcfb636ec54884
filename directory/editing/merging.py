"""Two services found to be one: the kept one takes what a person chooses, the other's address leads to it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session

from directory.editing.acting import note_distinct
from directory.editing.changing import apply
from directory.editing.differences import Difference, differences
from directory.editing.doing import Doing, Saved
from directory.editing.duplicates import LikelyPair, likely_duplicates
from directory.editing.plain import new_id, plain
from directory.exceptions import NotPossible
from directory.models.editing import Deed, MergedService
from directory.models.service import Status
from directory.queries import editing as stored
from directory.queries import state
from directory.queries.cards import cards
from directory.queries.sheet_fields import ROWS, Sheet
from directory.queries.sheets import sheet_of, sheets_of

TAKE, BOTH = "take", "both"
Choices = Mapping[str, str]  # field to TAKE or BOTH; anything else keeps what the kept service says
Edition = tuple[int, frozenset[tuple[str, str]]]
# Looking takes half a second for 10,000 services, and every record asks: once for each state will do.
_FOUND: WeakKeyDictionary[object, tuple[Edition, tuple[LikelyPair, ...]]] = WeakKeyDictionary()
CAN_BE_BOTH = frozenset({*ROWS, "locations", "needs"})


def possible_duplicates(session: Session) -> tuple[LikelyPair, ...]:
    """The pairs that a person should look at; worked out anew when the directory has changed."""
    told_apart = stored.distinct_pairs(session)
    edition, store = (state.revision(session), told_apart), session.get_bind()
    found = _FOUND.get(store)
    if found is None or found[0] != edition:
        found = _FOUND[store] = (edition, likely_duplicates(cards(session), told_apart))
    return found[1]


def compare(session: Session, kept_id: str, other_id: str) -> tuple[Difference, ...]:
    """What differs between two services, the kept one's value first."""
    kept, other = _two(session, kept_id, other_id)
    return tuple(each for each in differences(kept, other) if each.field != "status")


def merge(session: Session, kept_id: str, other_id: str, choices: Choices, doing: Doing) -> Saved:
    """Make two services one. Nothing of the other is erased: it is withdrawn, with all its versions."""
    if earlier := stored.version_by_key(session, doing.key):
        return Saved(earlier.service_id, earlier.number)
    kept, other = _two(session, kept_id, other_id)
    if Status.WITHDRAWN in (kept["status"], other["status"]):
        raise NotPossible("withdrawn_meanwhile")
    merged = replace(doing, deed=Deed.MERGED)
    done = apply(session, kept_id, kept, _chosen(kept, other, choices), merged)
    other = sheets_of(session, [other_id])[other_id]  # a place they share may just have changed
    gone = replace(merged, key=f"{doing.key}/other")
    apply(session, other_id, other, {"status": Status.WITHDRAWN.value}, gone)
    who = {"at": doing.when, "by_id": doing.by.id, "by": doing.by.name, "why": doing.why}
    stored.put_merged(session, MergedService(service_id=other_id, kept_id=kept_id, **who))
    return done


def tell_apart(session: Session, one: str, other: str, doing: Doing) -> None:
    """Remember that two services are not the same: they are not flagged again."""
    _two(session, one, other)
    note_distinct(session, one, other, doing)


def _two(session: Session, one: str, other: str) -> tuple[Sheet, Sheet]:
    if one == other:
        raise NotPossible("same_service")
    found = sheet_of(session, one), sheet_of(session, other)
    if found[0] is None or found[1] is None:
        raise NotPossible("no_service")
    return found[0], found[1]


def _chosen(kept: Sheet, other: Sheet, choices: Choices) -> dict[str, Any]:
    return {
        each.field: _value(each.field, kept, other, choices[each.field])
        for each in differences(kept, other)
        if each.field != "status" and choices.get(each.field) in (TAKE, BOTH)
    }


def _value(field: str, kept: Sheet, other: Sheet, choice: str) -> Any:
    if field not in CAN_BE_BOTH:
        return other[field]
    theirs = [_as_own(field, row) for row in other[field]]
    if choice == TAKE:
        return theirs
    known = [_said(field, row) for row in kept[field]]
    return [*kept[field], *(row for row in theirs if _said(field, row) not in known)]


def _as_own(field: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row as the kept service may have it: what ties it to parts of the other service is cut."""
    if field == "locations":
        return {**row, "link_id": new_id()}
    if field == "needs":
        return {**row, "source": "editor"}
    ties = {"service_at_location_id", "contact_id"} & row.keys()
    return {**row, "id": new_id(), **dict.fromkeys(ties)}


def _said(field: str, row: dict[str, Any]) -> Any:
    """What a row says, whatever its id: a place is itself, a need is the need however sure."""
    if field == "locations":
        return row["id"]
    if field == "needs":
        return row["need_id"]
    return {name: value for name, value in plain(field, [row])[0].items() if name != "id"}
