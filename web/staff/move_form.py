"""One move as a form sends it: read, measured, with what is wrong with it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.safeguarding.hours import OfficeHours
from web.forms import typed
from web.handoffs.queue.closing import LONGEST_NOTE, Known, problem_with
from web.handoffs.queue.deeds import NEEDS_A_DAY, NEEDS_A_NOTE, Deed
from web.handoffs.queue.due import look_again
from web.handoffs.queue.states import STEPS, Move, Who
from web.models.handoff import HandoffOutcome, Team
from web.resident.said import nonce, nonce_of

_FARTHEST = timedelta(days=183)
FIELDS = ("note", "team", "day", "time", "outcome")
BY_FORM = frozenset(step.move for step in STEPS.values() if step.who is not Who.MACHINE)


@dataclass(frozen=True)
class MoveForm:
    """What was typed, under which version, and the deed it makes; `problem` says why it makes none."""

    move: Move | None
    values: Mapping[str, str]
    deed: Deed | None = None
    problem: str | None = None


@dataclass(frozen=True)
class Around:
    """What a form is read against. `team`: the one that has the hand-off now."""

    reference: str
    by: int
    known: Known
    team: Team
    moment: datetime
    hours: OfficeHours


def read_move(posted: Mapping[str, str], around: Around) -> MoveForm:
    """The form as sent, with its deed or its problem."""
    values = {name: typed(posted, name) for name in FIELDS}
    move = _move(posted)
    version = posted.get("version", "")
    if move is None or not version.isdecimal():
        return MoveForm(move, values, problem="choose_move")
    due = _day(values, around) if move in NEEDS_A_DAY else None
    problem = _problem(move, values, due, around)
    if problem:
        return MoveForm(move, values, problem=problem)
    deed = Deed(
        move=move,
        by=around.by,
        version=int(version[:9]),
        form_key=nonce_of(nonce(posted.get("nonce")), around.reference, move, *values.values()),
        note=values["note"] or None,
        team=Team(values["team"]) if move is Move.HAND_ON else None,
        due=(due or look_again(around.moment, around.hours)) if move in NEEDS_A_DAY else None,
        outcome=HandoffOutcome(values["outcome"]) if move is Move.CLOSE else None,
    )
    return MoveForm(move, values, deed)


def _move(posted: Mapping[str, str]) -> Move | None:
    name = posted.get("move", "")
    return Move(name) if name in BY_FORM else None


def _problem(move: Move, values: Mapping[str, str], due: datetime | None, around: Around) -> str | None:
    if len(values["note"]) > LONGEST_NOTE:
        return "long"
    if move is Move.CLOSE:
        return problem_with(values["outcome"], values["note"] or None, around.known)
    if move is Move.HAND_ON and (wrong := _team_problem(values["team"], around)):
        return wrong
    if move in NEEDS_A_NOTE and not values["note"]:
        return "note"
    wants_day = move is Move.PROMISE or values["day"] or values["time"]
    return "day" if move in NEEDS_A_DAY and wants_day and due is None else None


def _team_problem(team: str, around: Around) -> str | None:
    if team not in set(Team):
        return "choose_team"
    if team == around.team:
        return "same_team"
    # Between the two queues nothing moves: what one may see the other's people may not.
    if Team.SAFEGUARDING in (Team(team), around.team):
        return "safeguarding_team"
    return None


def _day(values: Mapping[str, str], around: Around) -> datetime | None:
    """The moment that was given; without a time the office's closing that day. None when it is none."""
    try:
        given = datetime.fromisoformat(f"{values['day']}T{values['time'] or '00:00'}")
    except ValueError:
        return None
    zone: ZoneInfo = around.hours.clock
    moment = given.replace(tzinfo=zone)
    if not values["time"]:
        opens, closes = around.hours.times_of(given.date())
        moment = closes
    return moment if around.moment < moment <= around.moment + _FARTHEST else None
