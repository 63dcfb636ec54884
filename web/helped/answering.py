"""Keeps an answer to "did it help?". After a no, or a wish for a person, somebody gets in touch."""

from dataclasses import dataclass
from datetime import datetime

from bot.handoff.reference import mint
from bot.secrets import read_or_create
from web.database import Transaction
from web.handoffs.schema import HandoffIn
from web.models.handoff import Handoff, Kind, Reason
from web.models.help_check import AskedBy, HelpCheck, Helped
from web.outbox import announcing
from web.settings import WebSettings
from web.store import handoffs, help_checks, reaching
from web.words.book import words


@dataclass(frozen=True)
class Answered:
    """What is known after an answer; `raised`: the reference under which somebody will get in touch."""

    answer: Helped | None
    wants_person: bool
    raised: str | None


def answer(
    session: Transaction,
    check_id: int,
    said: Helped | None,
    settings: WebSettings,
    moment: datetime,
    *,
    wants_person: bool = False,
    by: AskedBy | None = None,
    recorded_by: int | None = None,
) -> Answered | None:
    """Keeps what was `said` (None: only a wish for a person). The same again is the same.

    Another answer takes the place of the first: whoever pressed the wrong one may put it right. What was
    raised stays raised. None where there is no such question.
    """
    check = help_checks.by_id(session, check_id, to_change=True)
    if check is None:
        return None
    if said is not None and said is not check.answer:
        check.answer, check.answered_at = said, moment
        check.answered_by, check.recorded_by = by or check.asked_by, recorded_by
    check.wants_person = check.wants_person or wants_person
    if (said is Helped.NO or wants_person) and check.raised is None:
        check.raised = _raise(session, check, settings, moment)
    session.flush()
    return Answered(check.answer, check.wants_person, check.raised)


def _raise(session: Transaction, check: HelpCheck, settings: WebSettings, moment: datetime) -> str:
    """A new hand-off of the same contact, with how to reach them; its reference."""
    before = reaching.by_id(session, check.handoff_id)
    assert before is not None  # noqa: S101 - the question goes when its hand-off goes
    key = read_or_create(settings.secrets_dir / "reference_key")
    reference, idempotency_key = mint(f"did-it-help:{check.id}", Kind.SUPPORT.value, key)
    incoming = HandoffIn.model_validate(
        {
            "idempotency_key": idempotency_key,
            "reference": reference,
            "conversation_id": before.contact.public_id_hash,
            "kind": Kind.SUPPORT,
            "reason": Reason.OTHER,
            "request": "talk_to_person",
            "words": [_in_words(check, before)],
            "about": before.about,
            "about_whom": before.about_whom,
            "needs": before.needs,
            "contact": {
                "name": before.contact_name, "phone": before.contact_phone, "email": before.contact_email,
                "address": before.contact_address, "when": before.contact_when, "how": before.contact_how,
                "safe_to_contact": before.safe_to_contact,
            },
            "agreed_to_pass_on": before.agreed_to_pass_on,
            "channel": before.channel,
        }
    )  # fmt: skip
    received = handoffs.receive(session, incoming, reference, settings.hours)
    made = handoffs.by_known_reference(session, received.reference)
    announcing.announce(session, made, announcing.HANDED_ON, settings.outbox, moment)
    return received.reference


def _in_words(check: HelpCheck, before: Handoff) -> str:
    said = words("did_it_help")["raised"]
    chosen = said["no"] if check.answer is Helped.NO else said["person"]
    return str(chosen.format(reference=before.reference))
