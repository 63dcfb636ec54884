"""Changing a service, inside the caller's transaction: the tables, the version, what is kept against feeds.

The lock is taken first, so two editors, or an editor and an import, come one after the other.
"""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from directory.editing import keeping
from directory.editing.deciding import Marks, decide, marks_of
from directory.editing.differences import differences
from directory.editing.doing import Doing, Locate, Needs, NotSaved, Person, Saved
from directory.editing.plain import full
from directory.editing.points import with_points
from directory.exceptions import NotPossible
from directory.models.editing import Deed, ServiceVersion
from directory.models.service import Source, Status
from directory.queries import editing as stored
from directory.queries import needs as stored_needs
from directory.queries import sheet_writing, state
from directory.queries.sheet_fields import Sheet, empty_sheet
from directory.queries.sheets import sheet_of

NEW_SERVICES = uuid.UUID("c6a3d9f4-51f1-5f0e-9d57-8f0f0a4a6f10")  # any fixed UUID will do
NOBODY = Person("")  # what was found in the directory: a feed's doing


def new_service_id(key: str) -> str:
    """The id of the service that a form with this key adds: the same however often it is sent."""
    return str(uuid.uuid5(NEW_SERVICES, key))


def save(
    session: Session,
    service_id: str,
    written: Mapping[str, Any],
    base: Marks,
    doing: Doing,
    *,
    locate: Locate | None = None,
    recognised: Needs | None = None,
) -> Saved | NotSaved:
    """What an editor wrote, put together with what others saved since `base`; or why it cannot be.

    `recognised` are needs for the new words, which count while no editor has settled the needs.
    """
    if earlier := stored.version_by_key(session, doing.key):
        return Saved(earlier.service_id, earlier.number)
    before = _sheet(session, service_id)
    decision = decide(written, base, before)
    if not decision.is_sound:
        return NotSaved(service_id, decision)
    plain_changes = with_points(decision.changes, before, locate)
    changes = {field: full(field, value, before[field]) for field, value in plain_changes.items()}
    return apply(session, service_id, before, changes, doing, recognised=recognised)


def create(
    session: Session,
    written: Mapping[str, Any],
    doing: Doing,
    *,
    service_id: str | None = None,
    locate: Locate | None = None,
    recognised: Needs | None = None,
) -> Saved | NotSaved:
    """A service that no feed lists. It is shown at once, unless `written` says another status."""
    if earlier := stored.version_by_key(session, doing.key):
        return Saved(earlier.service_id, earlier.number)
    added, before = service_id or new_service_id(doing.key), empty_sheet()
    decision = decide({"status": Status.ACTIVE.value, **written}, marks_of(before), before)
    if "name" not in decision.changes:
        decision = replace(decision, problems={**decision.problems, "name": "name_missing"})
    if not decision.is_sound:
        return NotSaved(added, decision)
    changes = with_points(decision.changes, before, locate)
    sheet_writing.add_service(session, added, str(changes["name"]), str(changes["status"]))
    wholes = {field: full(field, value, before[field]) for field, value in changes.items()}
    return apply(session, added, before, wholes, doing, recognised=recognised, is_new=True)


def apply(
    session: Session,
    service_id: str,
    before: Sheet,
    changes: Mapping[str, Any],
    doing: Doing,
    *,
    recognised: Needs | None = None,
    is_new: bool = False,
) -> Saved:
    """Write full values of fields and one version; nothing where nothing differs and the deed is an edit."""
    if not changes and doing.deed in (Deed.EDITED, Deed.APPROVED, Deed.RESTORED):
        newest = stored.newest_version(session, service_id)
        return Saved(service_id, newest.number if newest else 0)
    number = 0 if is_new else _note_as_found(session, service_id, before, doing)
    sheet_writing.put_fields(session, service_id, changes)
    _put_recognised(session, service_id, changes, recognised)
    after = _sheet(session, service_id)
    if _has_feed(session, service_id) or "needs" in changes:
        keeping.keep_changed(session, service_id, before, after, frozenset(changes), doing)
    _add_version(session, service_id, number + 1, after, doing)
    sheet_writing.note_saved(session, service_id, number + 1, doing.when)
    state.note_change(session)
    return Saved(service_id, number + 1, tuple(each.field for each in differences(before, after)))


def _sheet(session: Session, service_id: str) -> Sheet:
    session.expire_all()  # bulk statements go past what the session remembers
    found = sheet_of(session, service_id)
    if found is None:
        raise NotPossible("no_service")
    return found


def _has_feed(session: Session, service_id: str) -> bool:
    found = stored.service_row(session, service_id)
    return found is not None and found.source != Source.EDITOR


def _note_as_found(session: Session, service_id: str, sheet: Sheet, doing: Doing) -> int:
    """Keep the service as it stands where no version says that; the number of the newest version."""
    newest = stored.newest_version(session, service_id)
    if newest is not None and newest.sheet == sheet:
        return newest.number
    number = newest.number + 1 if newest else 1
    found = Doing(NOBODY, "", f"{doing.key}/found", doing.when, Deed.FOUND)
    _add_version(session, service_id, number, sheet, found)
    return number


def _add_version(session: Session, service_id: str, number: int, sheet: Sheet, doing: Doing) -> None:
    stored.add(
        session,
        ServiceVersion(
            service_id=service_id,
            number=number,
            deed=doing.deed.value,
            sheet=sheet,
            key=doing.key,
            at=doing.when,
            by_id=doing.by.id,
            by=doing.by.name,
            why=doing.why,
        ),
    )


def _put_recognised(
    session: Session, service_id: str, changes: Mapping[str, Any], recognised: Needs | None
) -> None:
    """New words may mean new needs, but never against an editor's word."""
    if recognised is None or "needs" in changes or not {"name", "description"} & changes.keys():
        return
    stored_needs.put_recognised_needs(session, {service_id: recognised})
