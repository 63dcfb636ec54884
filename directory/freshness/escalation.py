"""When an organisation is asked whether its entry is still right, how often, and when an editor takes over.

Pure. An asking is three mails at the most; the answer to any, or anybody's check, ends it. Whoever does not
answer is not pressed further: the entry goes to the editors, and after a year it sinks in results by itself.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from directory.freshness.ages import days_since

LAST_STEP = 3
NEVER_CHECKED = "never"


@dataclass(frozen=True)
class Rhythm:
    """Days: until the first mail, between mails and before an editor is told, and the least between any two.

    Entries that would be asked about within `together` go into the same mail, so that one organisation gets
    one mail and not one a week.
    """

    after: int = 180
    again: int = 14
    gap: int = 7
    together: int = 30


class Move(StrEnum):
    """What is to be done about an entry."""

    NOTHING = "nothing"  # it is fresh
    RIDE_ALONG = "ride_along"  # not due yet; goes with a mail that is written anyway
    WAIT = "wait"  # asked a short while ago
    REMIND = "remind"
    TELL_EDITOR = "tell_editor"


@dataclass(frozen=True)
class Asked:
    """The last mail about an entry: in which asking, which step of it, on which day."""

    cycle: str
    step: int
    day: date


@dataclass(frozen=True)
class Next:
    """The move, and the step of the mail where it is one."""

    move: Move
    step: int = 0


def cycle_of(assured: date | None) -> str:
    """The name of the asking that follows this check; a new check begins a new one."""
    return assured.isoformat() if assured else NEVER_CHECKED


def next_move(assured: date | None, asked: Asked | None, today: date, rhythm: Rhythm) -> Next:
    """What to do today. `asked` is the last mail of all, also one of an earlier asking."""
    step = asked_step(asked, assured)
    rests = asked is not None and today < asked.day + timedelta(days=rhythm.gap)
    days = days_since(assured, today)
    if days is not None and days < rhythm.after:
        is_near = days >= rhythm.after - rhythm.together
        return Next(Move.RIDE_ALONG, 1) if is_near and step == 0 and not rests else Next(Move.NOTHING)
    if rests:
        return Next(Move.WAIT)
    if asked is None or step == 0:
        return Next(Move.REMIND, 1)
    if today < asked.day + timedelta(days=rhythm.again):
        return Next(Move.WAIT)
    return Next(Move.TELL_EDITOR) if step >= LAST_STEP else Next(Move.REMIND, step + 1)


def asked_step(asked: Asked | None, assured: date | None) -> int:
    """How many mails of the present asking went out."""
    return asked.step if asked and asked.cycle == cycle_of(assured) else 0
