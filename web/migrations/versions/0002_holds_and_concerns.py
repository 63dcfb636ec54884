"""When a resident let go of a conversation, and whether a safeguarding concern was heard in it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds both to the contact; nobody has let go yet."""
    op.add_column("contact", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    concern = sa.Column("safeguarding_concern", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("contact", concern)


def downgrade() -> None:
    """Takes both away again."""
    op.drop_column("contact", "safeguarding_concern")
    op.drop_column("contact", "left_at")
