"""Daily review, case audit, what a shown service cost; and what the numbers count of them."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from web.migrations import noting_changes

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_WHEN = sa.DateTime(timezone=True)
_PRICES = ("free", "low_cost", "paid", "not_known")
_COUNTERS = (
    *(f"services_{price}" for price in _PRICES),
    *(f"enough_{price}" for price in _PRICES),
    "reviewed",
    "reviewed_stayed",
    "reviewed_missed",
)
_AT_ONCE = 1000


def upgrade() -> None:
    """Makes the tables and columns, and has every contact that was shown a service counted again."""
    op.add_column("offered_service", sa.Column("price", sa.String(16)))
    for name in _COUNTERS:
        op.add_column(
            "number_sum", sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
    _make_daily_review()
    _make_case_audit()
    noting_changes.note("daily_review_came", "daily_review", "INSERT")
    noting_changes.note("daily_review_changed", "daily_review", "UPDATE OF verdict")
    op.execute("INSERT INTO number_due (contact_id) SELECT DISTINCT contact_id FROM offered_service")


def downgrade() -> None:
    """Takes it away, also from what each contact added: going up again must find nothing to take back."""
    noting_changes.forget("daily_review_came", "daily_review")
    noting_changes.forget("daily_review_changed", "daily_review")
    for added in _counted():
        op.execute(added)
    for table in ("case_agreement", "case_sheet", "case_drawn", "case_week", "daily_review"):
        op.drop_table(table)
    op.drop_column("offered_service", "price")
    for name in _COUNTERS:
        op.drop_column("number_sum", name)


def _counted() -> Iterator[Any]:
    """A statement for each contact whose addition holds one of our counters."""
    table = sa.table("number_counted", sa.column("contact_id"), sa.column("added", sa.JSON))
    after = -1
    while rows := _rows(table, after):
        after = rows[-1].contact_id
        for row in rows:
            counts = row.added.get("counts", {}) if isinstance(row.added, dict) else {}
            left = {name: number for name, number in counts.items() if name not in _COUNTERS}
            if left != counts:
                kept = json.loads(json.dumps({**row.added, "counts": left}))
                yield table.update().where(table.c.contact_id == row.contact_id).values(added=kept)


def _rows(table: Any, after: int) -> list[Any]:
    query = sa.select(table).where(table.c.contact_id > after).order_by(table.c.contact_id).limit(_AT_ONCE)
    return list(op.get_bind().execute(query))


def _make_daily_review() -> None:
    op.create_table(
        "daily_review",
        sa.Column("contact_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("prepared_at", _WHEN, nullable=False),
        sa.Column("verdict", sa.String(32)),
        sa.Column("note", sa.Text()),
        sa.Column("looked_at", _WHEN),
        sa.Column("looked_by", sa.Integer()),
        sa.Column("looked_messages", sa.Integer()),
        sa.Column("told_at", _WHEN),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name="fk_daily_review_contact_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["looked_by"], ["staff_user.id"], name="fk_daily_review_looked_by"),
        sa.PrimaryKeyConstraint("contact_id", name="pk_daily_review"),
    )


def _make_case_audit() -> None:
    op.create_table(
        "case_week",
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("drawn_at", _WHEN, nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("key_version", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("monday", name="pk_case_week"),
    )
    op.create_table(
        "case_drawn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("lot", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["monday"], ["case_week.monday"], name="fk_case_drawn_monday"),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name="fk_case_drawn_contact_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_case_drawn"),
        sa.UniqueConstraint("monday", "place", name="uq_case_drawn_monday_place"),
        sa.UniqueConstraint("contact_id", name="uq_case_drawn_contact_id"),
    )
    _make_sheets()
    op.create_table(
        "case_agreement",
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("item", sa.String(32), nullable=False),
        sa.Column("first", sa.String(16), nullable=False),
        sa.Column("second", sa.String(16), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("monday", "item", "first", "second", name="pk_case_agreement"),
    )


def _make_sheets() -> None:
    op.create_table(
        "case_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("staff_user_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("done_at", _WHEN, nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_drawn.id"], name="fk_case_sheet_case_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_user_id"], ["staff_user.id"], name="fk_case_sheet_staff_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_case_sheet"),
        sa.UniqueConstraint("case_id", "place", name="uq_case_sheet_case_id_place"),
        sa.UniqueConstraint("case_id", "staff_user_id", name="uq_case_sheet_case_id_staff_user_id"),
    )
