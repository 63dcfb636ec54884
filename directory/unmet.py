"""Needs that nothing was found for: counted by day, district and need, never by person.

What goes in: ids of needs, a place no more exact than half a postcode, and an id of the turn, of which only
a hash is kept, for two days, so that a repeated turn is counted once. Nothing that anybody said goes in.
"""

import hashlib
import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from directory.database import SessionFactory, begin_writing
from directory.places import Place, district_of
from directory.queries import unmet

log = logging.getLogger(__name__)

NOT_UNDERSTOOD = "not_understood"  # in place of a need: words were said, and no need was heard in them
NO_PLACE = ""
MARKS_KEPT = timedelta(days=2)
LONGEST_LABEL = 80
# Half a postcode and no more is kept: of "DN15 6NL" the first half.
POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)(?:\s*\d[A-Z]{2})?\b", re.IGNORECASE)


class Channel(StrEnum):
    """Where somebody looked."""

    CHAT = "chat"
    SEARCH = "search"


@dataclass(frozen=True)
class UnmetSum:
    """How often nothing was found for a need in a district ("" where no place was said)."""

    need_id: str
    district: str
    channel: str
    times: int


@dataclass(frozen=True)
class UnmetNeeds:
    """Counts into the directory's store. Safe between threads and programs."""

    sessions: SessionFactory
    today: Callable[[], date] = date.today

    def note(self, turn_id: str, needs: Iterable[str], district: str | None, channel: Channel) -> bool:
        """Count these needs once for this turn; whether they were counted now.

        No needs at all count as not understood. A store that cannot be written costs the count, never the
        conversation: False, and a line in the log without a word of what was said.
        """
        day, where = self.today(), coarse(district)
        try:
            with begin_writing(self.sessions) as session:
                unmet.forget_turns_before(session, day - MARKS_KEPT)
                if not unmet.mark_turn(session, _mark(turn_id), day):
                    return False
                for need in dict.fromkeys(needs) or (NOT_UNDERSTOOD,):
                    unmet.count_once_more(session, day, need, where, channel.value)
        except SQLAlchemyError as error:
            log.error("An unmet need was not counted: %s", type(error).__name__)
            return False
        return True


def unmet_since(session: Session, day: date) -> tuple[UnmetSum, ...]:
    """The sums from that day on, the commonest first: for the health page and for commissioners."""
    return tuple(UnmetSum(*row) for row in unmet.sums_since(session, day))


def district_to_count(place: Place | None) -> str | None:
    """What of a place may be counted: half a postcode, or the town."""
    return None if place is None else district_of(place) or place.label


def coarse(district: str | None) -> str:
    """The district as the table keeps it: a whole postcode loses its second half, whoever sends it."""
    said = " ".join((district or NO_PLACE).split())
    return POSTCODE.sub(lambda found: found[1].upper(), said)[:LONGEST_LABEL].strip()


def _mark(turn_id: str) -> str:
    return hashlib.sha256(turn_id.encode()).hexdigest()
