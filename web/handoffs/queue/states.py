"""Where a hand-off can stand, and the one table of moves between. Pure: the diagram is drawn from this table.

Safeguarding hand-offs go by the same states in a queue of their own; the machine never closes one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from web.models.handoff import Kind, State


class Who(StrEnum):
    """Who may make a move."""

    ANYBODY = "anybody"  # who may work this queue
    HOLDER = "holder"  # who took it; for what nobody holds: nobody
    UNLESS_HELD = "unless_held"  # whoever took it, or anybody while nobody did
    OTHER = "other"  # anybody but who holds it
    MACHINE = "machine"


class Move(StrEnum):
    """Everything that happens to a hand-off."""

    ARRIVE = "arrive"
    CLAIM = "claim"
    TAKE_OVER = "take_over"
    GIVE_BACK = "give_back"
    HAND_ON = "hand_on"
    REACHED = "reached"
    TRIED = "tried"
    WAIT = "wait"
    RESUME = "resume"
    PROMISE = "promise"
    OFFER = "offer"
    TAKE_BACK = "take_back"
    NOTE = "note"
    CLOSE = "close"
    REOPEN = "reopen"
    TOLD = "told"
    ADDED_TO = "added_to"
    REVIEWED = "reviewed"
    ANSWERED = "answered"
    LATE = "late"
    CLOSE_EMPTY = "close_empty"


class NotNow(Exception):
    """A move that cannot be made from here. `code` names the sentence in web/words/queue.yml (not_now)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Step:
    """One row: a move, from which states, to which (None: it stays), by whom, for which kinds."""

    move: Move
    origins: frozenset[State]
    to: State | None
    who: Who
    kinds: frozenset[Kind] = frozenset(Kind)


_S, _M, _W = State, Move, Who
HELD = frozenset({_S.ACKNOWLEDGED, _S.IN_PROGRESS, _S.WAITING})
OPEN = HELD | {_S.RECEIVED}
ANY = OPEN | {_S.CLOSED}
_NEW = frozenset({_S.RECEIVED})
_SUPPORT = frozenset({Kind.SUPPORT})

STEPS: Mapping[Move, Step] = {
    step.move: step
    for step in (
        Step(_M.ARRIVE, frozenset(), _S.RECEIVED, _W.MACHINE),
        Step(_M.CLAIM, _NEW, _S.ACKNOWLEDGED, _W.ANYBODY),
        Step(_M.TAKE_OVER, HELD, None, _W.OTHER),
        Step(_M.GIVE_BACK, HELD, _S.RECEIVED, _W.HOLDER),
        Step(_M.HAND_ON, OPEN, _S.RECEIVED, _W.UNLESS_HELD, _SUPPORT),
        Step(_M.REACHED, HELD, _S.IN_PROGRESS, _W.HOLDER),
        Step(_M.TRIED, HELD, _S.WAITING, _W.HOLDER),
        Step(_M.WAIT, frozenset({_S.ACKNOWLEDGED, _S.IN_PROGRESS}), _S.WAITING, _W.HOLDER),
        Step(_M.RESUME, frozenset({_S.ACKNOWLEDGED, _S.WAITING}), _S.IN_PROGRESS, _W.HOLDER),
        Step(_M.PROMISE, HELD, None, _W.HOLDER),
        Step(_M.OFFER, HELD, None, _W.HOLDER, _SUPPORT),
        Step(_M.TAKE_BACK, ANY, None, _W.ANYBODY, _SUPPORT),
        Step(_M.NOTE, ANY, None, _W.ANYBODY),
        Step(_M.CLOSE, HELD, _S.CLOSED, _W.HOLDER),
        Step(_M.REOPEN, frozenset({_S.CLOSED}), _S.IN_PROGRESS, _W.ANYBODY),
        Step(_M.TOLD, OPEN, None, _W.MACHINE),
        Step(_M.ADDED_TO, ANY, None, _W.MACHINE),
        Step(_M.REVIEWED, ANY, None, _W.MACHINE),
        Step(_M.ANSWERED, ANY, None, _W.MACHINE, _SUPPORT),
        Step(_M.LATE, OPEN, None, _W.MACHINE),
        # Only what nobody could be reached about and shows no need: see web/handoffs/queue/closing.py.
        Step(_M.CLOSE_EMPTY, _NEW, _S.CLOSED, _W.MACHINE, _SUPPORT),
    )
}


def after(move: Move, state: State, kind: Kind, *, holder: int | None, by: int | None) -> State:
    """The state after `move`; NotNow when it cannot be made from `state`, or not by `by` (None: the machine).

    `holder`: the account that took the hand-off, None while nobody did.
    """
    step = STEPS[move]
    if kind not in step.kinds:
        raise NotNow("not_for_this_kind")
    if state not in step.origins:
        raise NotNow(_why_not_from(state, move))
    _check_who(step.who, holder, by)
    return step.to or state


def moves_open_to(state: State, kind: Kind, *, holder: int | None, by: int) -> frozenset[Move]:
    """Every move that this person can make now: what a page offers."""
    return frozenset(move for move in Move if _is_open(move, state, kind, holder, by))


def _is_open(move: Move, state: State, kind: Kind, holder: int | None, by: int) -> bool:
    try:
        after(move, state, kind, holder=holder, by=by)
    except NotNow:
        return False
    return True


def _why_not_from(state: State, move: Move) -> str:
    if state is State.CLOSED:
        return "closed_already"
    if state is State.RECEIVED:
        return "take_it_first"
    return "taken_already" if move is Move.CLAIM else "not_from_here"


def _check_who(who: Who, holder: int | None, by: int | None) -> None:
    if (who is Who.MACHINE) is not (by is None):
        raise NotNow("people_only" if by is None else "machine_only")
    if who is Who.HOLDER and by != holder:
        raise NotNow("somebody_else_has_it")
    if who is Who.UNLESS_HELD and holder not in (None, by):
        raise NotNow("somebody_else_has_it")
    if who is Who.OTHER and by == holder:
        raise NotNow("yours_already")
