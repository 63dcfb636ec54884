"""Around signing in: codes that help when a telephone is lost, and whom the council's groups let nowhere."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from web.encryption import PrivateJson, PrivateText
from web.models.base import Base, UtcTime


class RecoveryCode(Base):
    """One code that stands in for a one-time code, once. SHA-256 will do: it is 80 random bits."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_user_id: Mapped[int] = mapped_column(ForeignKey("staff_user.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)


class RefusedSignIn(Base):
    """Somebody known to the council's own sign-in whom nothing here was open to: for administrators."""

    __tablename__ = "refused_sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_hash: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(PrivateText)
    groups: Mapped[Any] = mapped_column(PrivateJson)
    reason: Mapped[str] = mapped_column(String(32))
    times: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(UtcTime)
