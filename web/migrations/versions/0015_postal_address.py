"""Where somebody who wants a letter has it sent to."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_TABLES = ("handoff", "contact_record")


def upgrade() -> None:
    """Nobody has given one yet."""
    for table in _TABLES:
        op.add_column(table, sa.Column("contact_address", sa.Text()))


def downgrade() -> None:
    """Takes the addresses away."""
    for table in _TABLES:
        # In plain SQL: making a table anew, as Alembic would on SQLite, loses its triggers.
        op.execute(f"ALTER TABLE {table} DROP COLUMN contact_address")
