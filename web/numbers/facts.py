"""What the numbers know of one contact: plain values, no name, no words, not even its number."""

from dataclasses import dataclass
from datetime import date, datetime

from web.models.contact import Outcome
from web.models.daily_review import Verdict
from web.models.handoff import HandoffOutcome, Kind, Priority, Reason
from web.models.help_check import AskedBy, Helped
from web.models.queue import Answer


@dataclass(frozen=True)
class HandedOn:
    """One hand-off of a contact, and the answers of the organisations it was offered to."""

    kind: Kind = Kind.SUPPORT
    reason: Reason = Reason.REQUEST
    priority: Priority = Priority.ROUTINE
    team: str = "adult_social_care"
    request: str | None = None
    outcome: HandoffOutcome | None = None
    closed: bool = False
    received_at: datetime | None = None
    respond_by: datetime | None = None
    contacted_at: datetime | None = None
    promise_kept: bool | None = None
    offers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Asked:
    """The question whether it helped, and what became of it."""

    by: AskedBy
    was_asked: bool = False
    answer: Helped | None = None
    wants_person: bool = False


@dataclass(frozen=True)
class Returns:
    """When the same person was here before and came again, in days. None: not, or not within a year.

    `before`: since their last request. `again`: until they came again, whatever for. `same`: until they came
    again with a need of the same group. `harm`: until harm showed: see web/numbers/returns.py.
    """

    before: int | None = None
    again: int | None = None
    same: int | None = None
    harm: int | None = None


@dataclass(frozen=True)
class Facts:
    """One contact. `known`: whose contact it is can be told from others'. `hour`: the council's own clock.

    `void`: a test, or the same as another contact; then nothing of it is counted. `prices`: what each service
    that was shown cost. `verdict`: a reviewer's, on whether it should have gone to conversation two.
    """

    day: date
    hour: int = 12
    channel: str = "web"
    site: str = "usual"
    locality: str = ""
    needs: tuple[str, ...] = ()
    unmet: bool = False
    outcome: Outcome = Outcome.OPEN
    request: str | None = None
    is_request: bool = False
    spoke: bool = True
    void: bool = False
    risk_level: str | None = None
    concern: bool = False
    who_for: str | None = None
    language: str | None = None
    carer: bool = False
    out_of_hours: bool = False
    prices: tuple[str, ...] = ()
    known: bool = False
    handed_on: tuple[HandedOn, ...] = ()
    asked: Asked | None = None
    verdict: Verdict | None = None
    returns: Returns = Returns()

    @property
    def services_shown(self) -> bool:
        """Was any service shown?"""
        return bool(self.prices)

    @property
    def counts(self) -> bool:
        """Was there a meaningful exchange: did somebody speak, or hand on for them; and is it no test?"""
        return not self.void and (self.spoke or bool(self.handed_on))
