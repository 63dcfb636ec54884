"""What an adviser does beside a conversation: pinned services, lists that were given, warm hand-overs."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Nothing was pinned or given yet."""
    op.create_table(
        "pinned_service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(200), nullable=False),
        sa.Column("pinned_at", _WHEN, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pinned_service"),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name="fk_pinned_service_contact_id_contact", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("contact_id", "service_id", name="uq_pinned_service_contact_id_service_id"),
    )
    _given_list()
    _warm_handover()


def downgrade() -> None:
    """Takes them away again."""
    op.drop_table("warm_handover")
    op.drop_table("given_list")
    op.drop_table("pinned_service")


def _given_list() -> None:
    op.create_table(
        "given_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("at", _WHEN, nullable=False),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("staff_user_id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_given_list"),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name="fk_given_list_contact_id_contact", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_user_id"], ["staff_user.id"], name="fk_given_list_staff_user_id_staff_user"
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name="fk_given_list_delivery_id_delivery", ondelete="SET NULL"
        ),
        sa.UniqueConstraint("contact_id", "nonce", name="uq_given_list_contact_id_nonce"),
    )


def _warm_handover() -> None:
    op.create_table(
        "warm_handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("at", _WHEN, nullable=False),
        sa.Column("line", sa.String(64), nullable=False),
        sa.Column("took_by", sa.Text()),
        sa.Column("staff_user_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_warm_handover"),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name="fk_warm_handover_contact_id_contact", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_user_id"], ["staff_user.id"], name="fk_warm_handover_staff_user_id_staff_user"
        ),
        sa.UniqueConstraint("contact_id", "nonce", name="uq_warm_handover_contact_id_nonce"),
    )
