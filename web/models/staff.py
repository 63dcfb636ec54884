"""People who sign in, what they looked at or changed, and the sign of life of background processes."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from web.encryption import PrivateText
from web.models.base import Base, UtcTime
from web.models.contact import in_words


class Role(StrEnum):
    """What a signed-in person is here to do; `web/security/permissions.py` says what that opens."""

    ADVISER = "adviser"
    FOLLOW_UP = "follow_up"
    SAFEGUARDING = "safeguarding"
    MANAGER = "manager"
    CONVERSATION_LEAD = "conversation_lead"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


class StaffUser(Base):
    """One account. `session_token` is in the sign-in cookie: changing it signs the person out everywhere.

    `code_counter`: the time step of the last one-time code that was taken, so that none is taken twice.
    `council_subject`: the hash of who this is to the council's own sign-in, where they come from there;
    `awaits_council`: an administrator lets the person of that name there take this account over.
    """

    __tablename__ = "staff_user"
    __table_args__ = (Index("ix_staff_user_council_subject", "council_subject", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[Role] = mapped_column(in_words(Role))
    session_token: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcTime)
    failed_sign_ins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcTime)
    last_signed_in_at: Mapped[datetime | None] = mapped_column(UtcTime)
    must_change_password: Mapped[bool] = mapped_column(default=False, server_default=false())
    password_changed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    # The secret of the one-time codes, and one that is being set up; read only where codes are checked.
    code_secret: Mapped[str | None] = mapped_column(PrivateText, deferred=True)
    code_pending: Mapped[str | None] = mapped_column(PrivateText, deferred=True)
    code_counter: Mapped[int | None]
    codes_since: Mapped[datetime | None] = mapped_column(UtcTime)
    council_subject: Mapped[str | None] = mapped_column(String(64))
    awaits_council: Mapped[bool] = mapped_column(default=False, server_default=false())

    @property
    def is_erased(self) -> bool:
        """Is nothing left of it but a number and a role? No password is ever kept as an empty text."""
        return self.disabled_at is not None and not self.password_hash


class AuditEvent(Base):
    """Somebody looked at or changed something. Ids only, so that erasing a person leaves the trail whole.

    `position` counts up without a gap. `hash` is made of this row and of `previous`, the hash of the row
    before: web/security/chain.py. The store itself refuses to change a row, and to delete one that no
    AuditAnchor stands for.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_position", "position", unique=True),
        Index("ix_audit_event_staff_user_id_position", "staff_user_id", "position"),
        Index("ix_audit_event_action_position", "action", "position"),
        Index("ix_audit_event_staff_user_id_action_position", "staff_user_id", "action", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    previous: Mapped[str] = mapped_column(String(96))
    hash: Mapped[str] = mapped_column(String(96))
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    staff_user_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str | None] = mapped_column(String(32))
    subject_id: Mapped[int | None]


class AuditAnchor(Base):
    """Where the trail begins since rows that were kept long enough went: `hash` is that of the last of them.

    `seal` shows that the anchor was made by us: without our key none can be made up to hide a deletion.
    """

    __tablename__ = "audit_anchor"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(String(96))
    at: Mapped[datetime] = mapped_column(UtcTime)
    seal: Mapped[str] = mapped_column(String(96))


class Heartbeat(Base):
    """When a background process last said that it is alive."""

    __tablename__ = "heartbeat"

    process: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
