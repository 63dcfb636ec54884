"""What editors did: every version of a service, what was proposed, kept against feeds and merged.

Nothing here is ever erased or written over, but for what a feed says now of a kept value.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, Id


class Deed(StrEnum):
    """What made a version."""

    FOUND = "found"  # as it was when an editor came: from a feed, or changed by one since
    ADDED = "added"
    EDITED = "edited"
    APPROVED = "approved"
    RESTORED = "restored"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    BROUGHT_BACK = "brought back"
    TAKEN = "taken from the source"
    OWN = "own words kept"  # against what its feed says now
    CONFIRMED = "needs confirmed"
    KEPT = "kept"  # although its feed no longer lists it


class ProposalState(StrEnum):
    """Where a proposal stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"


class Proposer(StrEnum):
    """Who proposes: an editor's draft, the organisation itself, or somebody who uses the service."""

    EDITOR = "editor"
    ORGANISATION = "organisation"
    PUBLIC = "public"


class Entity(StrEnum):
    """What a kept value belongs to; a location may be shared by several services."""

    SERVICE = "service"
    LOCATION = "location"


class Done:
    """Who did something, when and why. `by_id` is the account of the web's store, `by` the name it had."""

    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    by_id: Mapped[str | None] = mapped_column(String(64))
    by: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)


class ServiceVersion(Done, Base):
    """A service as it was from then on. `key` is the form's nonce: sent twice it makes one version."""

    __tablename__ = "service_version"

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    deed: Mapped[str] = mapped_column(String(30))
    sheet: Mapped[dict[str, Any]] = mapped_column(JSON)
    key: Mapped[str | None] = mapped_column(String(100), unique=True)


class Proposal(Done, Base):
    """Changes that wait for an editor. No foreign key: the service may not be there yet.

    `base` has a fingerprint of each changed field as it was, so that what changed since is noticed.
    """

    __tablename__ = "proposal"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    service_id: Mapped[str] = mapped_column(Id, index=True)
    proposer: Mapped[str] = mapped_column(String(20))
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    base: Mapped[dict[str, Any]] = mapped_column(JSON)
    key: Mapped[str] = mapped_column(String(100), unique=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    decided_by_id: Mapped[str | None] = mapped_column(String(64))
    decided_by: Mapped[str | None] = mapped_column(Text)
    decided_why: Mapped[str | None] = mapped_column(Text)


class KeptValue(Done, Base):
    """A field that an editor has set: it stays so whatever its feed says.

    `source_value` is what the feed said when the editor set it, or when an editor last decided on it.
    `source_now` counts while `source_changed_at` is set: the feed says something new since.
    """

    __tablename__ = "kept_value"

    link_entity: Mapped[str] = mapped_column(String(30), primary_key=True)
    link_id: Mapped[str] = mapped_column(Id, primary_key=True)
    field: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    source_value: Mapped[Any] = mapped_column(JSON)
    source_now: Mapped[Any] = mapped_column(JSON)
    source_changed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), index=True)


class MergedService(Done, Base):
    """That a service is the same as the kept one, whose page its address leads to for ever."""

    __tablename__ = "merged_service"

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id"), primary_key=True)
    kept_id: Mapped[str] = mapped_column(ForeignKey("service.id"), index=True)


class DistinctPair(Done, Base):
    """Two services that look alike and are not the same, said by a person. The lesser id comes first."""

    __tablename__ = "distinct_pair"

    first_id: Mapped[str] = mapped_column(Id, primary_key=True)
    second_id: Mapped[str] = mapped_column(Id, primary_key=True)


Index("ix_service_version_at", ServiceVersion.at)
