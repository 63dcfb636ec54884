"""Chats between residents and advisers, and who is on duty for them."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_OPEN = sa.text("state <> 'ended'")


def upgrade() -> None:
    """Nobody has chatted yet, and nobody is on duty."""
    _chat()
    _duty()


def downgrade() -> None:
    """Takes both away; what was said stays with its contact."""
    op.drop_table("live_duty")
    op.drop_table("live_chat")


def _chat() -> None:
    op.create_table(
        "live_chat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        _when("asked_at", nullable=False),
        _when("resident_seen_at", nullable=False),
        _when("slow_told_at"),
        sa.Column("adviser_id", sa.Integer()),
        sa.Column("shown_name", sa.Text()),
        _when("joined_at"),
        _when("adviser_seen_at"),
        sa.Column("times_joined", sa.Integer(), nullable=False),
        _when("ended_at"),
        sa.Column("how_ended", sa.String(32)),
        sa.Column("outcome", sa.String(64)),
        _when("outcome_at"),
        sa.PrimaryKeyConstraint("id", name="pk_live_chat"),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name="fk_live_chat_contact_id_contact", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["adviser_id"], ["staff_user.id"], name="fk_live_chat_adviser_id_staff_user"),
    )
    op.create_index("ix_live_chat_contact_id", "live_chat", ["contact_id"])
    op.create_index("ix_live_chat_state_asked_at", "live_chat", ["state", "asked_at"])
    op.create_index("ix_live_chat_adviser_id_state", "live_chat", ["adviser_id", "state"])
    op.create_index(
        "uq_live_chat_contact_id_open",
        "live_chat",
        ["contact_id"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )


def _duty() -> None:
    op.create_table(
        "live_duty",
        sa.Column("staff_user_id", sa.Integer(), nullable=False),
        sa.Column("shown_name", sa.Text(), nullable=False),
        _when("since", nullable=False),
        _when("seen_at", nullable=False),
        sa.PrimaryKeyConstraint("staff_user_id", name="pk_live_duty"),
        sa.ForeignKeyConstraint(
            ["staff_user_id"],
            ["staff_user.id"],
            name="fk_live_duty_staff_user_id_staff_user",
            ondelete="CASCADE",
        ),
    )


def _when(name: str, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
