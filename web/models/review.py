"""What people look at again so that Signpost learns: messages noticed in a turn, and entries of the review.

Neither table knows the conversation, nor the minute: a day is all that is kept of when.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from web.encryption import PrivateJson, PrivateText
from web.models.base import Base, UtcTime
from web.models.contact import in_words


class Found(StrEnum):
    """Why a message is looked at again."""

    LATE = "found_late"
    NOT_UNDERSTOOD = "not_understood"
    REFUSED = "refused"
    OVERRIDDEN = "overridden"  # an adviser decided otherwise


class ReviewState(StrEnum):
    """Where an entry stands."""

    WAITING = "waiting"
    LABELLED = "labelled"
    UNUSABLE = "unusable"


class Label(StrEnum):
    """What a person says a message is; `of` (ids) says which."""

    NEEDS = "needs"
    NOTHING = "nothing"
    DANGER = "danger"
    NO_DANGER = "no_danger"
    REQUEST = "request"
    NO_REQUEST = "no_request"
    OUTSIDE = "outside"
    INSIDE = "inside"


class Noticed(Base):
    """A message as it was said, for the minute until the worker has redacted it into an entry.

    `before`: what was told earlier, where the message alone says too little. `heard`: what was made of it.
    """

    __tablename__ = "review_noticed"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Found] = mapped_column(in_words(Found))
    words: Mapped[str] = mapped_column(PrivateText)
    before: Mapped[str | None] = mapped_column(PrivateText)
    heard: Mapped[dict[str, Any]] = mapped_column(PrivateJson)
    noticed_on: Mapped[date] = mapped_column(index=True)


class ReviewEntry(Base):
    """One message for review, redacted. `times`: how often these words came. `kept`: what is learnt."""

    __tablename__ = "review_entry"
    __table_args__ = (Index("ix_review_entry_state_kind", "state", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Found] = mapped_column(in_words(Found))
    words: Mapped[str | None] = mapped_column(PrivateText)
    before: Mapped[str | None] = mapped_column(PrivateText)
    heard: Mapped[dict[str, Any] | None] = mapped_column(PrivateJson)
    noticed_on: Mapped[date] = mapped_column(index=True)
    times: Mapped[int] = mapped_column(default=1)
    state: Mapped[ReviewState] = mapped_column(in_words(ReviewState), default=ReviewState.WAITING)
    label: Mapped[Label | None] = mapped_column(in_words(Label))
    label_of: Mapped[list[str]] = mapped_column(JSON, default=list)
    kept: Mapped[str | None] = mapped_column(PrivateText)
    labelled_at: Mapped[datetime | None] = mapped_column(UtcTime)
    labelled_by: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
    exported_at: Mapped[datetime | None] = mapped_column(UtcTime)
