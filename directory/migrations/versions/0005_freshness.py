"""Keeping it true: who assured what, reminders and their mails, which links still open, and links tried."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# In the order that foreign keys allow.
TABLES = ("assurance", "reminder_mail", "reminder", "link_version", "link_check")


def upgrade() -> None:
    op.add_column("service", sa.Column("assured_by", sa.Text()))
    op.add_column("service", sa.Column("assurer", sa.String(length=20)))
    _create_assurance()
    _create_reminder_mail()
    _create_reminder()
    _create_link_version()
    _create_link_check()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("service", "assurer")
    op.drop_column("service", "assured_by")


def _of_service(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_service_id_service")
    return sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=name, ondelete="CASCADE")


def _create_assurance() -> None:
    op.create_table(
        "assurance",
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("service_id", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("assurer", sa.String(length=20), nullable=False),
        sa.Column("by", sa.Text()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _of_service("assurance"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_assurance")),
    )
    op.create_index(op.f("ix_assurance_service_id"), "assurance", ["service_id"])


def _create_reminder_mail() -> None:
    op.create_table(
        "reminder_mail",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("address_mark", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("answer_code", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_mail")),
    )
    op.create_index(op.f("ix_reminder_mail_address_mark"), "reminder_mail", ["address_mark"])
    op.create_index(op.f("ix_reminder_mail_state"), "reminder_mail", ["state"])


def _create_reminder() -> None:
    op.create_table(
        "reminder",
        sa.Column("service_id", sa.String(length=200), nullable=False),
        sa.Column("cycle", sa.String(length=10), nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mail_id", sa.String(length=32), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _of_service("reminder"),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["reminder_mail.id"], name=op.f("fk_reminder_mail_id_reminder_mail")
        ),
        sa.PrimaryKeyConstraint("service_id", "cycle", "step", name=op.f("pk_reminder")),
    )
    op.create_index(op.f("ix_reminder_at"), "reminder", ["at"])
    op.create_index(op.f("ix_reminder_mail_id"), "reminder", ["mail_id"])


def _create_link_version() -> None:
    op.create_table(
        "link_version",
        sa.Column("service_id", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        _of_service("link_version"),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_link_version")),
    )


def _create_link_check() -> None:
    op.create_table(
        "link_check",
        sa.Column("url_mark", sa.String(length=64), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=40)),
        sa.Column("status", sa.Integer()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_failed_at", sa.DateTime(timezone=True)),
        sa.Column("last_worked_at", sa.DateTime(timezone=True)),
        sa.Column("moved_to", sa.Text()),
        sa.PrimaryKeyConstraint("url_mark", name=op.f("pk_link_check")),
    )
    op.create_index(op.f("ix_link_check_next_at"), "link_check", ["next_at"])
    op.create_index(op.f("ix_link_check_state"), "link_check", ["state"])
