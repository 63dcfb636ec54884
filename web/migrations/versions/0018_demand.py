"""The cost and demand model: the council's figures and its scenarios, in every version."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables, empty."""
    op.create_table(
        "demand_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("save_key", sa.String(length=64), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        *_saved("demand_figures"),
        sa.PrimaryKeyConstraint("id", name="pk_demand_figures"),
        sa.UniqueConstraint("save_key", name="uq_demand_figures_save_key"),
    )
    op.create_table(
        "demand_scenario",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("put_away_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_demand_scenario"),
    )
    op.create_table(
        "demand_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("save_key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        *_saved("demand_version"),
        sa.ForeignKeyConstraint(
            ["scenario_id"], ["demand_scenario.id"], name="fk_demand_version_scenario_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_demand_version"),
        sa.UniqueConstraint("save_key", name="uq_demand_version_save_key"),
        sa.UniqueConstraint("scenario_id", "number", name="uq_demand_version_scenario_id_number"),
    )


def downgrade() -> None:
    """Takes them away."""
    for table in ("demand_version", "demand_scenario", "demand_figures"):
        op.drop_table(table)


def _saved(table: str) -> tuple[sa.Column[object] | sa.ForeignKeyConstraint, ...]:
    return (
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer()),
        sa.ForeignKeyConstraint(["saved_by"], ["staff_user.id"], name=f"fk_{table}_saved_by"),
    )
