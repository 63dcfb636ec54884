"""Words that a resident changed: since when, and what was known before the newest message."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was changed yet. Adding columns leaves the tables, and what hangs on them, as they are."""
    op.add_column("message", sa.Column("replaced_at", sa.DateTime(timezone=True)))
    op.add_column("contact", sa.Column("before_last", sa.Text()))
    op.add_column(
        "handoff_word", sa.Column("replaced", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    """What was changed stands among the rest again."""
    op.drop_column("handoff_word", "replaced")
    op.drop_column("contact", "before_last")
    op.drop_column("message", "replaced_at")
