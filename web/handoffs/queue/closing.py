"""Who may close a hand-off, and with which outcome. Pure.

Care Act 2014, section 9: where an adult appears to need care and support, the council must assess, whatever
it thinks of eligibility or money; section 10 says the same of carers. So no program ever closes what somebody
can be reached about, or what shows any sign of need. What amounts to a refusal closes no request for an
assessment: only the person can let go of it (section 11). A safeguarding concern (42) is for people alone.
"""

from dataclasses import dataclass

from web.handoffs.queue.outcomes import Outcome, outcomes
from web.models.handoff import Kind, Priority

ASSESSMENTS = frozenset({"request_assessment", "carers_assessment"})
LONGEST_NOTE = 2000


@dataclass(frozen=True)
class Known:
    """What closing may go by."""

    kind: Kind
    request: str | None
    named: bool  # a name, a telephone number or an e-mail address was left
    needs: bool
    risk: bool
    priority: Priority
    has_caller: bool  # an adviser spoke with them, or somebody got in touch since

    @property
    def need_appears(self) -> bool:
        """Anything at all that may be a need: heard, asked for or feared. In doubt, yes."""
        return self.needs or self.risk or self.request is not None or self.priority is not Priority.ROUTINE


def machine_may_close(known: Known) -> bool:
    """Only support, only where nobody can be reached, and only without any appearance of need."""
    anonymous = not known.named and not known.has_caller
    return known.kind is Kind.SUPPORT and anonymous and not known.need_appears


def problem_with(outcome: str, note: str | None, known: Known) -> str | None:
    """Why a person cannot close with this; a code of web/words/queue.yml (problems), None when it is fine."""
    chosen = outcomes().get(outcome)
    if chosen is None:
        return "choose"
    if known.kind not in chosen.kinds:
        return "choose"
    if note and len(note) > LONGEST_NOTE:
        return "long"
    if known.request in ASSESSMENTS and not chosen.when_assessment_asked:
        return "assessment_asked"
    if chosen.needs_note and not note:
        return "note"
    return "named" if chosen.only_unnamed and known.named else None


def choices(known: Known) -> list[Outcome]:
    """The outcomes a page offers, in the order of the file."""
    return [each for each in outcomes().values() if known.kind in each.kinds and _is_offered(each, known)]


def _is_offered(outcome: Outcome, known: Known) -> bool:
    if outcome.only_unnamed and known.named:
        return False
    return outcome.when_assessment_asked or known.request not in ASSESSMENTS
