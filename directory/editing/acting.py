"""Single deeds on a service: restore a version, withdraw, bring back, keep, take the feed's word, needs.

Each runs inside the caller's transaction, is done once for its key, and makes a new version.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from directory.editing.changing import apply
from directory.editing.doing import Doing, Saved
from directory.exceptions import NotPossible
from directory.models.editing import Deed, DistinctPair, Entity, KeptValue
from directory.models.service import Status
from directory.models.signpost import NeedSource
from directory.queries import editing as stored
from directory.queries import sheet_writing
from directory.queries.sheet_fields import Sheet
from directory.queries.sheets import places_of, sheet_of

Changes = dict[str, Any]


def restore(session: Session, service_id: str, number: int, doing: Doing) -> Saved:
    """Make a service what it was in an earlier version. Whether it is withdrawn stays as it is."""

    def changes(now: Sheet) -> Changes:
        found = next((v for v in stored.versions_of(session, service_id) if v.number == number), None)
        if found is None:
            raise NotPossible("no_version")
        return back_to(found.sheet, now)

    return _once(session, service_id, replace(doing, deed=Deed.RESTORED), changes)


def withdraw(session: Session, service_id: str, doing: Doing) -> Saved:
    """Show it to nobody any more. Everything of it stays, and no feed brings it back."""
    withdrawn: Changes = {"status": Status.WITHDRAWN.value}
    return _once(session, service_id, replace(doing, deed=Deed.WITHDRAWN), lambda _now: withdrawn)


def bring_back(session: Session, service_id: str, doing: Doing) -> Saved:
    """Show it again, as it was before. One that was merged stands for itself from here on."""

    def changes(now: Sheet) -> Changes:
        if now["status"] != Status.WITHDRAWN:
            raise NotPossible("not_withdrawn")
        _part(session, service_id, doing)
        earlier = (v.sheet["status"] for v in stored.versions_of(session, service_id))
        return {"status": next((each for each in earlier if each != Status.WITHDRAWN), Status.ACTIVE.value)}

    return _once(session, service_id, replace(doing, deed=Deed.BROUGHT_BACK), changes)


def keep_ours(session: Session, service_id: str, doing: Doing) -> Saved:
    """Its feed no longer lists it and it is there all the same: from here on it belongs to no feed."""

    def changes(_now: Sheet) -> Changes:
        sheet_writing.let_go_of_feed(session, service_id)
        return {}

    return _once(session, service_id, replace(doing, deed=Deed.KEPT), changes)


def confirm_needs(session: Session, service_id: str, doing: Doing) -> Saved:
    """The needs are right as they are: they become an editor's word."""

    def changes(now: Sheet) -> Changes:
        return {"needs": [{**row, "source": NeedSource.EDITOR.value} for row in now["needs"]]}

    return _once(session, service_id, replace(doing, deed=Deed.CONFIRMED), changes)


def take_sources_word(session: Session, service_id: str, row: KeptValue, doing: Doing) -> Saved:
    """Believe the feed again in this field, now and later."""

    said = row.source_now if row.source_changed_at else row.source_value

    def changes(now: Sheet) -> Changes:
        if row.link_entity == Entity.SERVICE:
            linked = row.field == "locations"
            return {row.field: _places_linked(session, now["locations"], said) if linked else said}
        places = now["locations"]
        return {
            "locations": [
                _place_with(each, row.field, said) if each["id"] == row.link_id else each for each in places
            ]
        }

    done = _once(session, service_id, replace(doing, deed=Deed.TAKEN), changes)
    stored.drop_kept(session, row.link_entity, row.link_id, row.field)  # after the writing, which keeps
    return done


def keep_own_word(session: Session, service_id: str, row: KeptValue, doing: Doing) -> Saved:
    """What the feed says now was seen, and the editor's value is the right one: the history says by whom."""

    def changes(_now: Sheet) -> Changes:
        if row.source_changed_at is not None:
            row.source_value, row.source_changed_at = row.source_now, None
            session.flush()
        return {}

    return _once(session, service_id, replace(doing, deed=Deed.OWN), changes)


def _once(session: Session, service_id: str, doing: Doing, changes: Callable[[Sheet], Changes]) -> Saved:
    if earlier := stored.version_by_key(session, doing.key):
        return Saved(earlier.service_id, earlier.number)
    now = sheet_of(session, service_id)
    if now is None:
        raise NotPossible("no_service")
    return apply(session, service_id, now, changes(now), doing)


def back_to(then: Sheet, now: Sheet) -> Changes:
    """What has to change for a service to be what it was; not whether it is withdrawn."""
    changes = {field: then[field] for field in now if field in then and then[field] != now[field]}
    if Status.WITHDRAWN in (then["status"], now["status"]):
        changes.pop("status", None)
    rows = (*then.get("needs", ()), *now["needs"])
    if all(row["source"] == NeedSource.RECOGNISER for row in rows):
        changes.pop("needs", None)  # no editor ever spoke of them: they follow the words again
    return changes


def _part(session: Session, service_id: str, doing: Doing) -> None:
    """End a merge; the two are told apart from here on."""
    kept_id = stored.merged_into(session, service_id)
    if kept_id is None:
        return
    stored.drop_merged(session, service_id)
    note_distinct(session, service_id, kept_id, doing)


def note_distinct(session: Session, one: str, other: str, doing: Doing) -> None:
    """Remember that two services are not the same. Said again, it stays as it was said first."""
    first, second = sorted((one, other))
    if stored.has_distinct(session, first, second):
        return
    done = {"at": doing.when, "by_id": doing.by.id, "by": doing.by.name, "why": doing.why}
    stored.add(session, DistinctPair(first_id=first, second_id=second, **done))


def _place_with(place: dict[str, Any], field: str, said: Any) -> dict[str, Any]:
    return {**place, **said} if field == "point" else {**place, field: said}


def _places_linked(session: Session, now: list[dict[str, Any]], links: Any) -> list[dict[str, Any]]:
    """The places a feed lists, as the directory knows them."""
    known = {place["id"]: place for place in now}
    missing = [link["id"] for link in links or [] if link["id"] not in known]
    known |= places_of(session, missing)
    return [{**known[link["id"]], **link} for link in links or [] if link["id"] in known]
