"""What a move changes in a hand-off: plain values in, the columns to write out. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from web.handoffs.queue.states import Move
from web.models.handoff import HandoffOutcome, State, Team

KEPT, MISSED = "promise_kept", "promise_missed"


@dataclass(frozen=True)
class Deed:
    """One move as somebody sent it. `by`: the account; None is the machine. `due`: the day a form gave.

    `version`: what the form showed. `form_key`: the form itself, so that sent twice it is done once.
    """

    move: Move
    by: int | None
    version: int | None = None
    form_key: str | None = None
    note: str | None = None
    code: str | None = None
    team: Team | None = None
    due: datetime | None = None
    outcome: HandoffOutcome | None = None


@dataclass(frozen=True)
class Before:
    """What a hand-off holds that a move looks at."""

    state: State
    first_action_at: datetime | None = None
    contacted_at: datetime | None = None
    reached_at: datetime | None = None
    promised_by: datetime | None = None
    promise_kept: bool | None = None
    respond_by: datetime | None = None


Columns = dict[str, Any]


def effects(deed: Deed, before: Before, moment: datetime) -> Columns:
    """The columns that change, but for state and version. `deed.due` is there where the move needs a day."""
    change = _EFFECTS.get(deed.move, _nothing)(deed, before, moment)
    # Whatever somebody does, he has seen the page: what came in is news no more.
    return {**change, "news": None} if deed.by is not None else change


def said_of_promise(change: Mapping[str, Any]) -> str | None:
    """What a change says of a promise, as the history keeps it."""
    kept = change.get("promise_kept")
    return None if kept is None else KEPT if kept else MISSED


def judged(before: Before, moment: datetime) -> Columns:
    """Whether the promise was kept, now that somebody got in touch or tried to; nothing if judged before."""
    if before.promised_by is None or before.promise_kept is not None:
        return {}
    return {"promise_kept": moment <= before.promised_by}


def _nothing(_deed: Deed, _before: Before, _moment: datetime) -> Columns:
    return {}


def _taken(deed: Deed, before: Before, moment: datetime) -> Columns:
    return {"claimed_by": deed.by, "claimed_at": moment, "first_action_at": before.first_action_at or moment}


def _let_go(_deed: Deed, _before: Before, _moment: datetime) -> Columns:
    return {"claimed_by": None, "claimed_at": None}


def _handed_on(deed: Deed, before: Before, moment: datetime) -> Columns:
    # It may come back from another team as something due: what was due stays due.
    first = {"first_action_at": before.first_action_at or moment}
    return {**_let_go(deed, before, moment), **first, "team": deed.team, "route": None}


def _tried(deed: Deed, before: Before, moment: datetime) -> Columns:
    contact = {"contacted_at": before.contacted_at or moment, "due_at": deed.due}
    return {**contact, **judged(before, moment)}


def _reached(deed: Deed, before: Before, moment: datetime) -> Columns:
    tried = _tried(deed, before, moment)
    return {**tried, "reached_at": before.reached_at or moment, "due_at": None}


def _waits(deed: Deed, _before: Before, _moment: datetime) -> Columns:
    return {"due_at": deed.due}


def _goes_on(_deed: Deed, before: Before, _moment: datetime) -> Columns:
    return {"due_at": None if before.contacted_at else before.respond_by}


def _promised(deed: Deed, _before: Before, _moment: datetime) -> Columns:
    return {"promised_by": deed.due, "promise_kept": None, "due_at": deed.due}


def _closed(deed: Deed, before: Before, moment: datetime) -> Columns:
    closed: Columns = {
        "outcome": deed.outcome, "outcome_note": deed.note, "outcome_at": moment, "outcome_by": deed.by,
        "due_at": None,
    }  # fmt: skip
    owed = before.promised_by is not None and before.promise_kept is None
    # Nobody got in touch, and nobody will: unless there was nobody, the promise is broken.
    if owed and deed.outcome is not HandoffOutcome.DUPLICATE:
        closed["promise_kept"] = False
    return closed


def _reopened(deed: Deed, before: Before, moment: datetime) -> Columns:
    empty = dict.fromkeys(("outcome", "outcome_note", "outcome_at", "outcome_by"))
    return {**empty, **_taken(deed, before, moment), "due_at": deed.due}


_EFFECTS: Mapping[Move, Callable[[Deed, Before, datetime], Columns]] = {
    Move.CLAIM: _taken,
    Move.TAKE_OVER: _taken,
    Move.GIVE_BACK: _let_go,
    Move.HAND_ON: _handed_on,
    Move.REACHED: _reached,
    Move.TRIED: _tried,
    Move.WAIT: _waits,
    Move.RESUME: _goes_on,
    Move.PROMISE: _promised,
    Move.CLOSE: _closed,
    Move.CLOSE_EMPTY: _closed,
    Move.REOPEN: _reopened,
}
NEEDS_A_DAY = frozenset({Move.TRIED, Move.WAIT, Move.PROMISE, Move.REOPEN})
NEEDS_A_NOTE = frozenset({Move.HAND_ON, Move.REOPEN, Move.NOTE, Move.TRIED})
