"""Innovation sites: the sites, what was changed of them, and open questions."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """New tables alone. Contacts that were marked with a site's name before keep it."""
    op.create_table(
        "innovation_site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(40), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("tried", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("baseline_weeks", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("channels", "districts", "teams")),
        sa.Column("by_address", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", _WHEN, nullable=False),
        sa.Column("withdrawn_at", _WHEN),
        sa.PrimaryKeyConstraint("id", name="pk_innovation_site"),
        sa.UniqueConstraint("slug", name="uq_innovation_site_slug"),
    )
    _of_site(
        "site_event",
        sa.Column("at", _WHEN, nullable=False),
        sa.Column("move", sa.String(16), nullable=False),
        sa.Column("became", sa.JSON(), nullable=False),
    )
    _of_site(
        "site_question",
        sa.Column("asked_at", _WHEN, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("settled_at", _WHEN),
    )


def downgrade() -> None:
    """Takes them away; contacts and sums keep the names of their sites."""
    for table in ("site_question", "site_event", "innovation_site"):
        op.drop_table(table)


def _of_site(name: str, *columns: "sa.Column[object]") -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.Column("form_key", sa.String(64)),
        *columns,
        sa.ForeignKeyConstraint(
            ["site_id"], ["innovation_site.id"], name=f"fk_{name}_site_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["staff_user.id"], name=f"fk_{name}_by_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sa.UniqueConstraint("form_key", name=f"uq_{name}_form_key"),
    )
    op.create_index(f"ix_{name}_site_id", name, ["site_id"])
