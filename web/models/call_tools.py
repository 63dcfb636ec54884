"""What an adviser does beside a conversation: pins services, gives a list, hands over on the line."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from web.encryption import PrivateJson, PrivateText
from web.models.base import Base, UtcTime


class PinnedService(Base):
    """A service that the adviser keeps in view for this contact, by the id the directory gives it.

    Sealed, since it tells what is the matter with somebody; web/store/call_tools.py has it there once.
    """

    __tablename__ = "pinned_service"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    service_id: Mapped[str] = mapped_column(PrivateText)
    pinned_at: Mapped[datetime] = mapped_column(UtcTime)


class GivenList(Base):
    """A list of services that was given to somebody: `way` is how (web/words/adviser_tools.yml, `given`).

    `nonce` makes the same form sent twice one list. `delivery_id`: what carries it, where the outbox does.
    `services`: {"id", "name"} of each; None once it was erased.
    """

    __tablename__ = "given_list"
    __table_args__ = (
        UniqueConstraint("contact_id", "nonce"),
        Index("ix_given_list_staff_user_id_at", "staff_user_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    nonce: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcTime)
    way: Mapped[str] = mapped_column(String(16))
    services: Mapped[list[dict[str, str]] | None] = mapped_column(PrivateJson)
    staff_user_id: Mapped[int] = mapped_column(ForeignKey("staff_user.id"))
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("delivery.id", ondelete="SET NULL"))


class WarmHandover(Base):
    """Somebody was rung about a contact while the caller was on the line, and took it over.

    `line`: who was rung (web/handoffs/lines.yml); `took_by`: the name that the person there gave.
    """

    __tablename__ = "warm_handover"
    __table_args__ = (UniqueConstraint("contact_id", "nonce"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    nonce: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcTime)
    line: Mapped[str] = mapped_column(String(64))
    took_by: Mapped[str | None] = mapped_column(PrivateText)
    staff_user_id: Mapped[int] = mapped_column(ForeignKey("staff_user.id"))
