"""The follow-up queue's own tables: what happened to a hand-off, who is in which team, offers outside."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.encryption import PrivateText
from web.models.base import Base, UtcTime
from web.models.contact import in_words
from web.models.handoff import Handoff, State, Team


class Answer(StrEnum):
    """Where an offer to a voluntary organisation stands."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


class HandoffEvent(Base):
    """One thing done to a hand-off, by a person or (without `by_id`) by the machine. It never changes.

    `code`: the outcome, the rule of routing or the organisation's reason, as the move needs it.
    `form_key`: the form it was sent with, so that the same form sent twice does one thing.
    """

    __tablename__ = "handoff_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoff.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
    move: Mapped[str] = mapped_column(String(32))
    from_state: Mapped[State | None] = mapped_column(in_words(State))
    to_state: Mapped[State] = mapped_column(in_words(State))
    from_team: Mapped[Team | None] = mapped_column(in_words(Team))
    to_team: Mapped[Team | None] = mapped_column(in_words(Team))
    code: Mapped[str | None] = mapped_column(String(64))
    note: Mapped[str | None] = mapped_column(PrivateText)
    form_key: Mapped[str | None] = mapped_column(String(64), unique=True)


class TeamMember(Base):
    """Somebody works the list of a team. It sorts and filters; what may be seen is the role's to say."""

    __tablename__ = "team_member"

    staff_user_id: Mapped[int] = mapped_column(
        ForeignKey("staff_user.id", ondelete="CASCADE"), primary_key=True
    )
    team: Mapped[Team] = mapped_column(in_words(Team), primary_key=True)


class VoluntaryOffer(Base):
    """A hand-off offered to a voluntary organisation by a signed link, with no more than was agreed to.

    `public_id` is what the link signs. `shared`: the names of what the person agreed to share. `told_at`:
    when the resident was told what became of it; an answer without it waits for a message to go out.
    """

    __tablename__ = "voluntary_offer"
    __table_args__ = (Index("ix_voluntary_offer_answer_told_at", "answer", "told_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoff.id", ondelete="CASCADE"), index=True)
    service_id: Mapped[str | None] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(String(255))
    shared: Mapped[list[str]] = mapped_column(JSON, default=list)
    send_to: Mapped[str | None] = mapped_column(PrivateText)
    message: Mapped[str | None] = mapped_column(PrivateText)
    offered_at: Mapped[datetime] = mapped_column(UtcTime)
    offered_by: Mapped[int] = mapped_column(ForeignKey("staff_user.id"))
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
    answer: Mapped[Answer] = mapped_column(in_words(Answer), default=Answer.WAITING)
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime)
    reason: Mapped[str | None] = mapped_column(String(64))
    answer_note: Mapped[str | None] = mapped_column(PrivateText)
    told_at: Mapped[datetime | None] = mapped_column(UtcTime)

    handoff: Mapped[Handoff] = relationship()
