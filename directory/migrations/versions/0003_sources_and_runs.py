"""Several feeds side by side: where each comes from, what each run did, and what a feed no longer lists."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# What two feeds may both have under one id. No foreign keys: SQLite could add one only by copying the table,
# and dropping the old copy would take along everything that hangs on it.
OWNED = ("service", "organization", "location", "taxonomy_term")


def upgrade() -> None:
    _create_feed_source()
    _create_import_run()
    for table in OWNED:
        op.add_column(table, sa.Column("source_id", sa.String(length=200)))
        op.create_index(op.f(f"ix_{table}_source_id"), table, ["source_id"])
    op.add_column("service", sa.Column("vanished_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("service", "vanished_at")
    for table in reversed(OWNED):
        op.drop_index(op.f(f"ix_{table}_source_id"), table_name=table)
        op.drop_column(table, "source_id")
    op.drop_table("import_run")
    op.drop_table("feed_source")


def _create_feed_source() -> None:
    op.create_table(
        "feed_source",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("shape", sa.String(length=20)),
        sa.Column("trust", sa.Double(), nullable=False),
        sa.Column("refresh_hours", sa.Double()),
        sa.Column("partial", sa.Boolean(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("last_good_at", sa.DateTime(timezone=True)),
        sa.Column("etag", sa.Text()),
        sa.Column("http_last_modified", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_source")),
    )


def _create_import_run() -> None:
    counts = ("added", "changed", "unchanged", "vanished", "returned", "rejected")
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("sentence", sa.Text()),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in counts),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["feed_source.id"], name=op.f("fk_import_run_source_id_feed_source")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_run")),
    )
    op.create_index(op.f("ix_import_run_source_id"), "import_run", ["source_id"])
