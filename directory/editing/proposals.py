"""Changes that wait for an editor: an editor's own draft, or what an organisation or others propose."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from directory.assurance import Word, assure
from directory.clock import utc_now
from directory.editing.changing import create, save
from directory.editing.cleaning import clean
from directory.editing.deciding import Decision, decide, marks_of
from directory.editing.doing import Doing, Locate, Needs, NotSaved, Person, Saved
from directory.exceptions import NotPossible
from directory.models.editing import Proposal, ProposalState, Proposer
from directory.models.freshness import Assurer
from directory.queries import editing as stored
from directory.queries.sheet_fields import ORDER, Sheet, empty_sheet
from directory.queries.sheets import sheet_of

PROPOSALS = uuid.UUID("1b0f8a52-8f5c-5b0e-a9a5-6f5d7a3c2e41")  # any fixed UUID will do


@dataclass(frozen=True)
class Waiting:
    """A proposal beside the service as it is now. `now` is an empty sheet for a service not there yet."""

    proposal: Proposal
    now: Sheet
    is_new: bool
    decision: Decision


def problems_of(changes: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with plain values, by field; nothing is wrong with an empty answer."""
    unknown = {field: "field_unknown" for field in changes if field not in ORDER}
    found = {field: clean(field, value).problem for field, value in changes.items() if field in ORDER}
    return unknown | {field: problem for field, problem in found.items() if problem}


def propose(
    session: Session,
    service_id: str,
    changes: Mapping[str, Any],
    by: str,
    why: str,
    *,
    key: str,
    proposer: Proposer = Proposer.ORGANISATION,
    by_id: str | None = None,
    base: Mapping[str, str] | None = None,
) -> str:
    """Leave changes for an editor; the id of the proposal, the same one for the same `key`.

    `changes` are plain values of any fields (directory/editing/plain.py), `base` the marks they were made
    from (`deciding.marks_of`), where those are known. NotPossible("bad_change") for values that have a
    problem: ask `problems_of` first to say which. Call it in a transaction that writes.
    """
    if earlier := stored.proposal_by_key(session, key):
        return earlier.id
    if problems_of(changes):
        raise NotPossible("bad_change")
    now = sheet_of(session, service_id) or empty_sheet()
    marks = {**marks_of(now), **(base or {})}
    row = Proposal(
        id=str(uuid.uuid5(PROPOSALS, key)),
        service_id=service_id,
        proposer=proposer.value,
        changes={field: clean(field, value).value for field, value in changes.items()},
        base={field: marks[field] for field in changes},
        key=key,
        state=ProposalState.WAITING.value,
        at=utc_now(),
        by_id=by_id,
        by=by,
        why=why.strip(),
    )
    stored.add(session, row)
    return row.id


def waiting(session: Session, proposal_id: str) -> Waiting:
    """A proposal to look at, whatever its state; NotPossible where there is none."""
    found = _proposal(session, proposal_id)
    now = sheet_of(session, found.service_id)
    sheet = now or empty_sheet()
    return Waiting(found, sheet, now is None, decide(found.changes, found.base, sheet))


def approve(
    session: Session,
    proposal_id: str,
    doing: Doing,
    *,
    written: Mapping[str, Any] | None = None,
    base: Mapping[str, str] | None = None,
    locate: Locate | None = None,
    recognised: Needs | None = None,
) -> Saved | NotSaved:
    """Make the proposed changes, or those that an editor has `written` over them. Done once.

    The version carries who approved, and the proposal who proposed.
    """
    found = _proposal(session, proposal_id)
    if (earlier := stored.version_by_key(session, doing.key)) is not None:
        return Saved(earlier.service_id, earlier.number)
    if found.state != ProposalState.WAITING:
        raise NotPossible("already_decided")
    changes = found.changes if written is None else written
    marks = found.base if base is None else base
    if sheet_of(session, found.service_id) is None:
        done = create(
            session, changes, doing, service_id=found.service_id, locate=locate, recognised=recognised
        )
    else:
        done = save(session, found.service_id, changes, marks, doing, locate=locate, recognised=recognised)
    if isinstance(done, Saved):
        _decide(found, ProposalState.APPROVED, doing.by, doing.why, doing.when)
        _note_organisations_word(session, found)
    return done


def decline(session: Session, proposal_id: str, by: Person, why: str) -> Proposal:
    """Say no, with a reason. The same again changes nothing; NotPossible where it was approved meanwhile."""
    found = _proposal(session, proposal_id)
    if found.state == ProposalState.APPROVED:
        raise NotPossible("already_decided")
    if found.state == ProposalState.WAITING:
        _decide(found, ProposalState.DECLINED, by, why.strip(), utc_now())
    return found


def _proposal(session: Session, proposal_id: str) -> Proposal:
    found = stored.proposal(session, proposal_id)
    if found is None:
        raise NotPossible("no_proposal")
    return found


def _note_organisations_word(session: Session, found: Proposal) -> None:
    """An organisation that put its entry right has looked at all of it, on the day it did so."""
    if found.proposer == Proposer.ORGANISATION:
        day, key = found.at.date(), f"proposal:{found.id}"
        assure(session, Word(found.service_id, Assurer.ORGANISATION, None, day, found.at, key))


def _decide(found: Proposal, to: ProposalState, by: Person, why: str, when: datetime) -> None:
    found.state, found.decided_at = to.value, when
    found.decided_by_id, found.decided_by, found.decided_why = by.id, by.name, why
