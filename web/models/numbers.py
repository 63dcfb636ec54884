"""What the numbers are made of: sums by day that outlive the contacts, and what each contact added to them.

A sum is about no person: it says how many. What a contact added goes with the contact.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Date, ForeignKey, Integer, String, Table, false, text
from sqlalchemy.orm import Mapped, mapped_column

from web.models.base import Base, UtcTime

WINDOWS = (7, 14, 28, 91, 274, 365)  # days within which somebody comes back
WAITS = (1, 4, 24, 48, 72, 120, 168, 336, 672)  # hours; what waited longer is in `waited_longer`
PRIORITIES = ("emergency", "urgent", "priority", "routine")
NOT_KNOWN = "not_known"
PRICES = ("free", "low_cost", "paid", NOT_KNOWN)  # those of directory/prices.py

# What is counted of a contact, each a whole number. web/numbers/counting.py says when; adding one needs a
# migration and a recount.
COUNTERS: tuple[str, ...] = (
    "contacts", "requests", "abandoned", "still_open", "out_of_hours", "stated_need",
    "claimed", "claimed_unknown", "claimed_no_help", "claimed_back_28", "claimed_back_91",
    "verified_28", "verified_91", "handed_off", "handoffs", "conversation_two", "known",
    *(f"back_{days}" for days in WINDOWS),
    *(f"same_{days}" for days in WINDOWS),
    "closed_one", "closed_one_known", "closed_one_back_91", "harmed_91",
    "requests_final", "to_assessment", "to_reablement", "to_safeguarding", "to_services",
    "settled", "settled_known", "settled_28", "settled_91",
    "decided", "over_referred", "asked_assessment", "asked_honoured",
    *(f"in_time_{priority}" for priority in PRIORITIES),
    *(f"late_{priority}" for priority in PRIORITIES),
    *(f"waited_{hours}h" for hours in WAITS), "waited_longer",
    "promise_kept", "promise_broken", "offers", "offers_accepted", "offers_declined",
    "shown", "shown_enough", "not_enough", "no_match", "unmet",
    "help_planned", "help_nobody", "help_asked", "help_yes", "help_a_little", "help_no", "help_person",
    "alert_emergency", "alert_urgent", "alert_priority", "alerts_handed_off", "checks", "concerns",
    *(f"services_{price}" for price in PRICES),
    *(f"enough_{price}" for price in PRICES),
    "reviewed", "reviewed_stayed", "reviewed_missed",
)  # fmt: skip

# One row: a day, a channel and a site, within one `grain`: what else its contacts have in common.
SUM_KEY = ("grain", "locality", "need", "team", "split", "day", "channel", "site")
number_sum = Table(
    "number_sum",
    Base.metadata,
    Column("grain", String(16), primary_key=True),
    Column("locality", String(16), primary_key=True),
    Column("need", String(64), primary_key=True),
    Column("team", String(32), primary_key=True),
    Column("split", String(32), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("site", String(64), primary_key=True),
    *(Column(name, Integer, nullable=False, server_default=text("0")) for name in COUNTERS),
    sqlite_with_rowid=False,  # the key is the order on the disk: a page reads one stretch of it
)


# Requests of a day whose person asked last so many days before; 366: longer ago, or never.
number_gap = Table(
    "number_gap",
    Base.metadata,
    Column("day", Date, primary_key=True),
    Column("gap", Integer, primary_key=True, autoincrement=False),
    Column("requests", Integer, nullable=False),
)


class NumberCounted(Base):
    """What one contact has added to the sums, so that a change adds the difference and nothing twice.

    `fixed`: a part of the contact was deleted since, so it is never counted anew.
    """

    __tablename__ = "number_counted"

    contact_id: Mapped[int] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    person_id: Mapped[int | None] = mapped_column(index=True)
    added: Mapped[Any] = mapped_column(JSON)
    fixed: Mapped[bool] = mapped_column(default=False, server_default=false())


class NumberDue(Base):
    """A contact that changed since it was counted. The store itself writes the rows (migration 0010)."""

    __tablename__ = "number_due"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int]


class Demonstration(Base):
    """Says that the contacts of this store are invented; those behind `last_contact_id` came since."""

    __tablename__ = "demonstration"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seed: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    last_contact_id: Mapped[int]
