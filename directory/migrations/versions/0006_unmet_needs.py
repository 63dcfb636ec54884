"""Needs that nothing was found for, as sums by day, district and need."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unmet_need",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("need_id", sa.String(length=200), nullable=False),
        sa.Column("district", sa.String(length=80), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "need_id", "district", "channel", name=op.f("pk_unmet_need")),
    )
    op.create_table(
        "unmet_turn",
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_unmet_turn")),
    )
    op.create_index(op.f("ix_unmet_turn_day"), "unmet_turn", ["day"])


def downgrade() -> None:
    op.drop_index(op.f("ix_unmet_turn_day"), table_name="unmet_turn")
    op.drop_table("unmet_turn")
    op.drop_table("unmet_need")
