"""How often messages went to one number or address, as keyed hashes that go when they count no more.

The key of a summary to oneself held such a hash for as long as the contact: it is taken out.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is counted yet: whoever was written to today may be written to a few times more."""
    op.create_table(
        "message_mark",
        sa.Column(
            "delivery_id",
            sa.Integer(),
            sa.ForeignKey("delivery.id", ondelete="CASCADE", name="fk_message_mark_delivery_id_delivery"),
            nullable=False,
        ),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("delivery_id", name="pk_message_mark"),
    )
    op.create_index("ix_message_mark_mark_at", "message_mark", ["mark", "at"])
    op.create_index("ix_message_mark_ends_at", "message_mark", ["ends_at"])
    op.execute("UPDATE delivery SET key = 'summary:' || number WHERE kind = 'message.own_summary'")


def downgrade() -> None:
    """What was counted is forgotten."""
    op.drop_table("message_mark")
