"""What editors did: versions, proposals, values kept against feeds, merged services; and masked addresses."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# In the order that foreign keys allow.
TABLES = ("service_version", "proposal", "kept_value", "merged_service", "distinct_pair")


def upgrade() -> None:
    op.add_column("service", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("address", sa.Column("masked", sa.Boolean(), nullable=False, server_default=sa.false()))
    _create_service_version()
    _create_proposal()
    _create_kept_value()
    _create_merged_service()
    _create_distinct_pair()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("address", "masked")
    op.drop_column("service", "version")


def _done() -> tuple[sa.Column, ...]:
    return (
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=64)),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
    )


def _create_service_version() -> None:
    op.create_table(
        "service_version",
        sa.Column("service_id", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("deed", sa.String(length=30), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("key", sa.String(length=100)),
        *_done(),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_service_version_service_id_service")
        ),
        sa.PrimaryKeyConstraint("service_id", "number", name=op.f("pk_service_version")),
        sa.UniqueConstraint("key", name=op.f("uq_service_version_key")),
    )
    op.create_index("ix_service_version_at", "service_version", ["at"])


def _create_proposal() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("service_id", sa.String(length=200), nullable=False),
        sa.Column("proposer", sa.String(length=20), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("base", sa.JSON(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("decided_by_id", sa.String(length=64)),
        sa.Column("decided_by", sa.Text()),
        sa.Column("decided_why", sa.Text()),
        *_done(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("key", name=op.f("uq_proposal_key")),
    )
    op.create_index(op.f("ix_proposal_service_id"), "proposal", ["service_id"])
    op.create_index(op.f("ix_proposal_state"), "proposal", ["state"])


def _create_kept_value() -> None:
    op.create_table(
        "kept_value",
        sa.Column("link_entity", sa.String(length=30), nullable=False),
        sa.Column("link_id", sa.String(length=200), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("source_value", sa.JSON(), nullable=False),
        sa.Column("source_now", sa.JSON(), nullable=False),
        sa.Column("source_changed_at", sa.DateTime(timezone=True)),
        *_done(),
        sa.PrimaryKeyConstraint("link_entity", "link_id", "field", name=op.f("pk_kept_value")),
    )
    op.create_index(op.f("ix_kept_value_source_changed_at"), "kept_value", ["source_changed_at"])


def _create_merged_service() -> None:
    op.create_table(
        "merged_service",
        sa.Column("service_id", sa.String(length=200), nullable=False),
        sa.Column("kept_id", sa.String(length=200), nullable=False),
        *_done(),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_merged_service_service_id_service")
        ),
        sa.ForeignKeyConstraint(["kept_id"], ["service.id"], name=op.f("fk_merged_service_kept_id_service")),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_merged_service")),
    )
    op.create_index(op.f("ix_merged_service_kept_id"), "merged_service", ["kept_id"])


def _create_distinct_pair() -> None:
    op.create_table(
        "distinct_pair",
        sa.Column("first_id", sa.String(length=200), nullable=False),
        sa.Column("second_id", sa.String(length=200), nullable=False),
        *_done(),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_distinct_pair")),
    )
