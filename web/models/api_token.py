"""Keys for programs: what a token is known by, and its role. The token itself is not kept."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from web.models.base import Base, UtcTime
from web.models.contact import in_words
from web.models.staff import Role


class ApiToken(Base):
    """One token; `name` says whose it is, and `last_used_at` is right to the hour.

    `token_hash` is SHA-256: the token is 256 random bits, so a slow hash would add nothing.
    """

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(64), default="", server_default="")
    role: Mapped[Role] = mapped_column(in_words(Role))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcTime)
