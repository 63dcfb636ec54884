"""A code with which somebody opens their conversation again, elsewhere or later, for seven days."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from web.encryption import PrivateText
from web.models.base import Base, UtcTime


class ReturnCode(Base):
    """`code_hash` is all we keep of the code; `conversation_id` is what it opens, sealed."""

    __tablename__ = "return_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    conversation_id: Mapped[str] = mapped_column(PrivateText)
    ends_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
