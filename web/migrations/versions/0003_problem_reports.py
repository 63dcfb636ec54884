"""What residents and advisers say is wrong with an entry of the directory."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table, empty."""
    op.create_table(
        "problem_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("service_id", sa.String(length=200), nullable=False),
        sa.Column("wrong", sa.String(length=32), nullable=False),
        sa.Column("reporter", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("read_first", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("settled_by", sa.Integer()),
        sa.Column("note", sa.Text()),
        sa.ForeignKeyConstraint(["settled_by"], ["staff_user.id"], name="fk_problem_report_settled_by"),
        sa.PrimaryKeyConstraint("id", name="pk_problem_report"),
        sa.UniqueConstraint("key", name="uq_problem_report_key"),
    )
    for column in ("service_id", "at", "settled_at"):
        op.create_index(f"ix_problem_report_{column}", "problem_report", [column])


def downgrade() -> None:
    """Takes it away."""
    op.drop_table("problem_report")
