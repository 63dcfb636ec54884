"""Terms that services are filed under, needs they answer, and the revision of it all."""

from datetime import datetime, timezone

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# In the order that foreign keys allow.
TABLES = (
    "taxonomy",
    "taxonomy_term",
    "attribute",
    "service_need",
    "directory_state",
)


def upgrade() -> None:
    _create_taxonomy()
    _create_taxonomy_term()
    _create_attribute()
    _create_service_need()
    _create_directory_state()
    _count_from_nought()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_taxonomy() -> None:
    op.create_table(
        "taxonomy",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("uri", sa.Text()),
        sa.Column("version", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taxonomy")),
    )


def _create_taxonomy_term() -> None:
    op.create_table(
        "taxonomy_term",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("taxonomy_id", sa.String(length=200)),
        sa.Column("parent_id", sa.String(length=200)),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("term_uri", sa.Text()),
        sa.ForeignKeyConstraint(
            ["taxonomy_id"], ["taxonomy.id"], name=op.f("fk_taxonomy_term_taxonomy_id_taxonomy")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taxonomy_term")),
    )
    op.create_index(op.f("ix_taxonomy_term_taxonomy_id"), "taxonomy_term", ["taxonomy_id"])


def _create_attribute() -> None:
    op.create_table(
        "attribute",
        sa.Column("link_entity", sa.String(length=30), nullable=False),
        sa.Column("link_id", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("link_type", sa.Text()),
        sa.Column("taxonomy_term_id", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["taxonomy_term_id"],
            ["taxonomy_term.id"],
            name=op.f("fk_attribute_taxonomy_term_id_taxonomy_term"),
        ),
        sa.PrimaryKeyConstraint("link_entity", "link_id", "id", name=op.f("pk_attribute")),
    )
    op.create_index(op.f("ix_attribute_taxonomy_term_id"), "attribute", ["taxonomy_term_id"])


def _create_service_need() -> None:
    op.create_table(
        "service_need",
        sa.Column("service_id", sa.String(length=200), nullable=False),
        sa.Column("need_id", sa.String(length=200), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_service_need_service_id_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("service_id", "need_id", name=op.f("pk_service_need")),
    )


def _create_directory_state() -> None:
    op.create_table(
        "directory_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_state")),
    )


def _count_from_nought() -> None:
    state = sa.table("directory_state", sa.column("id"), sa.column("revision"), sa.column("changed_at"))
    op.execute(state.insert().values(id=1, revision=0, changed_at=datetime.now(timezone.utc)))
