"""Messages that people look at again, so that Signpost learns."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes both tables, empty."""
    op.create_table(
        "review_noticed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("heard", sa.Text(), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review_noticed"),
    )
    op.create_index("ix_review_noticed_noticed_on", "review_noticed", ["noticed_on"])
    op.create_table(
        "review_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("before", sa.Text()),
        sa.Column("heard", sa.Text()),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(length=32)),
        sa.Column("label_of", sa.JSON(), nullable=False),
        sa.Column("kept", sa.Text()),
        sa.Column("labelled_at", sa.DateTime(timezone=True)),
        sa.Column("labelled_by", sa.Integer()),
        sa.Column("exported_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["labelled_by"], ["staff_user.id"], name="fk_review_entry_labelled_by"),
        sa.PrimaryKeyConstraint("id", name="pk_review_entry"),
    )
    op.create_index("ix_review_entry_noticed_on", "review_entry", ["noticed_on"])
    op.create_index("ix_review_entry_state_kind", "review_entry", ["state", "kind"])


def downgrade() -> None:
    """Takes them away."""
    op.drop_table("review_entry")
    op.drop_table("review_noticed")
