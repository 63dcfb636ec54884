"""Calls that advisers hold, and where one of them decided otherwise than Signpost suggested."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Nobody has held a call yet."""
    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("staff_user_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Text()),
        sa.Column("picked_up", sa.Boolean(), nullable=False),
        sa.Column("script_version", sa.String(32), nullable=False),
        sa.Column("notes_version", sa.Integer(), nullable=False),
        sa.Column("details_version", sa.Integer(), nullable=False),
        sa.Column("details", sa.Text()),
        sa.Column("ticked", sa.JSON(), nullable=False),
        sa.Column("started_at", _WHEN, nullable=False),
        sa.Column("wrap_up_at", _WHEN),
        sa.Column("ended_at", _WHEN),
        sa.Column("outcome", sa.String(32)),
        sa.Column("suggested", sa.String(32)),
        sa.Column("follow_up", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name="pk_call"),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name="fk_call_contact_id_contact", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_user_id"], ["staff_user.id"], name="fk_call_staff_user_id_staff_user"
        ),
    )
    op.create_index("ix_call_contact_id", "call", ["contact_id"])
    op.create_index("ix_call_staff_user_id_ended_at", "call", ["staff_user_id", "ended_at"])
    _overrides()


def downgrade() -> None:
    """Takes the calls away; what callers said stays with their contacts, as words of the resident."""
    op.execute("UPDATE message SET author = 'resident' WHERE author = 'notes'")
    op.drop_table("call_override")
    op.drop_table("call")


def _overrides() -> None:
    op.create_table(
        "call_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("staff_user_id", sa.Integer(), nullable=False),
        sa.Column("at", _WHEN, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_call_override"),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name="fk_call_override_call_id_call", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_user_id"], ["staff_user.id"], name="fk_call_override_staff_user_id_staff_user"
        ),
        sa.UniqueConstraint("call_id", "kind", "subject", name="uq_call_override_call_id_kind_subject"),
    )
