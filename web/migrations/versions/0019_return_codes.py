"""Codes with which a conversation is opened again, and when one was."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Nobody has a code yet."""
    op.create_table(
        "return_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("ends_at", _WHEN, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_return_code"),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name="fk_return_code_contact_id_contact", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("code_hash", name="uq_return_code_code_hash"),
    )
    op.create_index("ix_return_code_contact_id", "return_code", ["contact_id"])
    op.create_index("ix_return_code_ends_at", "return_code", ["ends_at"])
    op.add_column("contact", sa.Column("returned_at", _WHEN))


def downgrade() -> None:
    """Takes the codes away; whoever came back by one must be there within the hour."""
    # In plain SQL: making a table anew, as Alembic would on SQLite, loses its triggers.
    op.execute("ALTER TABLE contact DROP COLUMN returned_at")
    op.drop_table("return_code")
