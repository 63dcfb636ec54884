"""What a conversation could not resolve, handed to people: the hand-off, its words, what changed later."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.encryption import PrivateText
from web.models.base import Base, UtcTime
from web.models.contact import Channel, Contact, in_words


class Kind(StrEnum):
    """Safeguarding hand-offs are kept apart from the rest."""

    SUPPORT = "support"
    SAFEGUARDING = "safeguarding"


class Reason(StrEnum):
    """Why the conversation handed on."""

    RISK = "risk"
    REQUEST = "request"
    NOT_ENOUGH = "not_enough"
    NO_MATCH = "no_match"
    OTHER = "other"


class State(StrEnum):
    """Where a hand-off stands; `web/handoffs/queue/states.py` holds the table of moves between them."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting_for_person"
    CLOSED = "closed"


class Team(StrEnum):
    """Who works a hand-off; `web/handoffs/queue/routing.yml` says which one it comes to first, and why."""

    ADULT_SOCIAL_CARE = "adult_social_care"
    REABLEMENT = "reablement"
    OCCUPATIONAL_THERAPY = "occupational_therapy"
    CARERS = "carers"
    HOUSING = "housing"
    SAFEGUARDING = "safeguarding"
    MENTAL_HEALTH = "mental_health"
    VOLUNTARY = "voluntary"


class Priority(StrEnum):
    """How soon somebody should hear from a person; `bot/handoff/due.yml` says it in hours."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    PRIORITY = "priority"
    ROUTINE = "routine"


class HandoffOutcome(StrEnum):
    """What came of a hand-off; `web/handoffs/queue/outcomes.yml` says what each means, also nationally."""

    SIGNPOSTED_CONTENT = "signposted_content"
    INFO_ONLY = "info_only"
    REFERRED_VOLUNTARY = "referred_voluntary"
    REFERRED_INTERNAL = "referred_internal"
    REFERRED_NHS = "referred_nhs"
    ASSESSMENT_REQUESTED = "assessment_requested"
    CARER_ASSESSMENT_REQUESTED = "carer_assessment_requested"
    REABLEMENT_OR_OT = "reablement_or_ot"
    URGENT_CONVERSATION_TWO = "urgent_conversation_two"
    EXISTING_CLIENT_TO_TEAM = "existing_client_to_team"
    NO_ASSESSMENT_NEEDED = "no_assessment_needed"
    DECLINED_SUPPORT = "declined_support"
    OTHER_LOCAL_AUTHORITY = "other_local_authority"
    OUT_OF_SCOPE = "out_of_scope"
    COMPLAINT = "complaint"
    UNABLE_TO_MATCH = "unable_to_match"
    UNABLE_TO_REACH = "unable_to_reach"
    ABANDONED_ANONYMOUS = "abandoned_anonymous"
    SAFEGUARDING = "safeguarding"
    ENQUIRY = "safeguarding_enquiry"
    OTHER_ENQUIRY = "safeguarding_other_enquiry"
    NO_ENQUIRY = "safeguarding_no_enquiry"
    DUPLICATE = "test_or_duplicate"
    OTHER = "other"


class Handoff(Base):
    """One hand-off. `key_hash` makes a retry find the first; the key itself is not kept.

    `respond_by`: when they should hear from somebody at the latest; it never moves. `due_at`: what is due
    next. `contacted_at`: when somebody first got in touch or tried to; `reached_at`: when it first worked.
    `late_at`: when something due was last found undone. `news`: what came in that nobody has seen yet.
    """

    __tablename__ = "handoff"
    __table_args__ = (
        Index("ix_handoff_received_on_channel", "received_on", "channel"),
        Index("ix_handoff_kind_state_due_at", "kind", "state", "due_at"),
        Index("ix_handoff_claimed_by_state", "claimed_by", "state"),
        Index("ix_handoff_kind_state_received_at_id", "kind", "state", "received_at", "id"),
        Index("ix_handoff_kind_state_team_received_at_id", "kind", "state", "team", "received_at", "id"),
        Index("ix_handoff_state_outcome_at", "state", "outcome_at"),
        Index(
            "ix_handoff_kind_news",
            "kind",
            "news",
            sqlite_where=text("news IS NOT NULL"),
            postgresql_where=text("news IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    conversation_hash: Mapped[str | None] = mapped_column(String(64))
    kind: Mapped[Kind] = mapped_column(in_words(Kind))
    reason: Mapped[Reason] = mapped_column(in_words(Reason))
    request: Mapped[str | None] = mapped_column(String(64))
    channel: Mapped[Channel] = mapped_column(in_words(Channel))
    received_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    received_on: Mapped[date]
    amended_at: Mapped[datetime | None] = mapped_column(UtcTime)

    about: Mapped[str] = mapped_column(String(16))
    about_whom: Mapped[str | None] = mapped_column(PrivateText)
    needs: Mapped[list[str]] = mapped_column(JSON, default=list)
    offered: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    why_not_enough: Mapped[str | None] = mapped_column(PrivateText)
    what_matters: Mapped[str | None] = mapped_column(PrivateText)
    place_district: Mapped[str | None] = mapped_column(String(16))
    place_label: Mapped[str | None] = mapped_column(PrivateText)
    risk_category: Mapped[str | None] = mapped_column(String(64))
    risk_level: Mapped[str | None] = mapped_column(String(16))
    risk_rule: Mapped[str | None] = mapped_column(String(128))

    contact_name: Mapped[str | None] = mapped_column(PrivateText)
    contact_phone: Mapped[str | None] = mapped_column(PrivateText)
    contact_email: Mapped[str | None] = mapped_column(PrivateText)
    contact_address: Mapped[str | None] = mapped_column(PrivateText)
    contact_when: Mapped[str | None] = mapped_column(PrivateText)
    contact_how: Mapped[str | None] = mapped_column(PrivateText)
    safe_to_contact: Mapped[bool | None]
    agreed_to_pass_on: Mapped[bool | None]

    state: Mapped[State] = mapped_column(in_words(State), default=State.RECEIVED, index=True)
    outcome: Mapped[HandoffOutcome | None] = mapped_column(in_words(HandoffOutcome))
    outcome_note: Mapped[str | None] = mapped_column(PrivateText)
    outcome_at: Mapped[datetime | None] = mapped_column(UtcTime)
    outcome_by: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))

    # The follow-up queue. Whoever changes a row says which `version` he saw, and makes it one more.
    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    team: Mapped[Team] = mapped_column(
        in_words(Team), default=Team.ADULT_SOCIAL_CARE, server_default=Team.ADULT_SOCIAL_CARE.value
    )
    route: Mapped[str | None] = mapped_column(String(64))
    priority: Mapped[Priority] = mapped_column(
        in_words(Priority), default=Priority.ROUTINE, server_default=Priority.ROUTINE.value
    )
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
    claimed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    respond_by: Mapped[datetime | None] = mapped_column(UtcTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcTime)
    first_action_at: Mapped[datetime | None] = mapped_column(UtcTime)
    contacted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    reached_at: Mapped[datetime | None] = mapped_column(UtcTime)
    promised_by: Mapped[datetime | None] = mapped_column(UtcTime)
    promise_kept: Mapped[bool | None]
    late_at: Mapped[datetime | None] = mapped_column(UtcTime)
    news: Mapped[str | None] = mapped_column(String(32))

    contact: Mapped[Contact] = relationship()

    @property
    def has_way(self) -> bool:
        """Did they give any way to reach them?"""
        return bool(self.contact_phone or self.contact_email or self.contact_address)

    @property
    def concern_is_apart(self) -> bool:
        """Is there a safeguarding concern in the same contact that this hand-off does not show?"""
        return self.kind is Kind.SUPPORT and self.contact.safeguarding_concern

    words: Mapped[list["HandoffWord"]] = relationship(
        order_by="HandoffWord.position", cascade="all, delete-orphan"
    )
    amendments: Mapped[list["HandoffAmendment"]] = relationship(
        order_by="HandoffAmendment.id", cascade="all, delete-orphan"
    )


class HandoffWord(Base):
    """One message in the resident's own words, in the order it was said; `replaced`: changed since."""

    __tablename__ = "handoff_word"
    __table_args__ = (UniqueConstraint("handoff_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoff.id", ondelete="CASCADE"))
    position: Mapped[int]
    words: Mapped[str] = mapped_column(PrivateText)
    replaced: Mapped[bool] = mapped_column(default=False, server_default=false())


class HandoffAmendment(Base):
    """What a field said before something newer was given; nothing that was told us is lost."""

    __tablename__ = "handoff_amendment"

    id: Mapped[int] = mapped_column(primary_key=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoff.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    field: Mapped[str] = mapped_column(String(32))
    earlier: Mapped[str | None] = mapped_column(PrivateText)
