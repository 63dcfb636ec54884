"""Figures that managers bring, version by version, and what was drawn for the national return."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Three new tables, and an index by which the requests that ended in a quarter are found."""
    _versions()
    _figures()
    _extracts()
    op.create_index("ix_contact_finalised_at", "contact", ["finalised_at"])


def downgrade() -> None:
    """Takes them away, with the figures in them."""
    op.drop_index("ix_contact_finalised_at", "contact")
    for name in ("return_extract", "figure", "figure_version"):
        op.drop_table(name)


def _versions() -> None:
    op.create_table(
        "figure_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", _WHEN, nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.String(64)),
        sa.Column("restored_from", sa.Integer()),
        sa.Column("form_key", sa.String(64)),
        sa.ForeignKeyConstraint(["made_by"], ["staff_user.id"], name="fk_figure_version_made_by"),
        sa.ForeignKeyConstraint(
            ["restored_from"], ["figure_version.id"], name="fk_figure_version_restored_from"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_figure_version"),
        sa.UniqueConstraint("checksum", name="uq_figure_version_checksum"),
        sa.UniqueConstraint("form_key", name="uq_figure_version_form_key"),
    )


def _figures() -> None:
    op.create_table(
        "figure",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(32), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer()),
        sa.Column("out_of", sa.Integer()),
        sa.Column("target", sa.Float()),
        sa.ForeignKeyConstraint(
            ["version_id"], ["figure_version.id"], name="fk_figure_version_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version_id", "measure", "month", name="pk_figure"),
    )


def _extracts() -> None:
    op.create_table(
        "return_extract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", _WHEN, nullable=False),
        sa.Column("made_by", sa.Integer()),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("release", sa.String(16), nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("failing", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["staff_user.id"], name="fk_return_extract_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_return_extract"),
    )
    op.create_index("ix_return_extract_made_at", "return_extract", ["made_at"])
