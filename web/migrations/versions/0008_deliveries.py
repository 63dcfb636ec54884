"""The outbox: deliveries, nightly files, messages kept on this machine; and whether it helped."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _word(name: str, length: int = 32, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _points_to(table: str, column: str, other: str, *, goes_along: bool = False) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE" if goes_along else None
    )


def upgrade() -> None:
    """Makes the four tables, empty."""
    _file_drop()
    _delivery()
    _local_message()
    _help_check()


def downgrade() -> None:
    """Takes them away."""
    for table in ("help_check", "local_message", "delivery", "file_drop"):
        op.drop_table(table)


def _file_drop() -> None:
    op.create_table(
        "file_drop",
        _number("id"),
        sa.Column("day", sa.Date(), nullable=False),
        _word("name", 64),
        _number("lines"),
        _word("sha256", 64, nullable=True),
        _moment("written_at"),
        _word("lease", nullable=True),
        _moment("leased_until"),
        sa.PrimaryKeyConstraint("id", name="pk_file_drop"),
        sa.UniqueConstraint("day", name="uq_file_drop_day"),
        sa.UniqueConstraint("name", name="uq_file_drop_name"),
    )


def _delivery() -> None:
    op.create_table(
        "delivery",
        *(_number("id"), _word("number"), _word("key", 96), _word("target"), _word("kind", 64)),
        *(_number("contact_id"), _number("handoff_id", nullable=True), _number("version")),
        *(sa.Column("payload", sa.Text()), _word("state"), _number("attempts")),
        *(_moment("next_try_at", nullable=False), _word("lease", nullable=True), _moment("leased_until")),
        *(_word("last_failure", 64, nullable=True), _moment("created_at", nullable=False)),
        *(_moment("finished_at"), _number("file_drop_id", nullable=True), _word("way", nullable=True)),
        *(_word("receipt_id", 64, nullable=True), _word("receipt", nullable=True), _moment("receipt_due_at")),
        *(sa.Column("reason", sa.Text()), _number("settled_by", nullable=True)),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("number", name="uq_delivery_number"),
        sa.UniqueConstraint("key", name="uq_delivery_key"),
        _points_to("delivery", "contact_id", "contact", goes_along=True),
        _points_to("delivery", "handoff_id", "handoff", goes_along=True),
        _points_to("delivery", "file_drop_id", "file_drop"),
        _points_to("delivery", "settled_by", "staff_user"),
    )
    op.create_index("ix_delivery_contact_id", "delivery", ["contact_id"])
    op.create_index("ix_delivery_file_drop_id", "delivery", ["file_drop_id"])
    op.create_index("ix_delivery_handoff_id_target", "delivery", ["handoff_id", "target"])
    op.create_index("ix_delivery_receipt_due_at", "delivery", ["receipt_due_at"])
    op.create_index("ix_delivery_state_target_next_try_at", "delivery", ["state", "target", "next_try_at"])


def _local_message() -> None:
    op.create_table(
        "local_message",
        *(_number("id"), _word("reference", 64), _word("way")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("sent_to", "subject", "words")),
        _moment("at", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_local_message"),
        sa.UniqueConstraint("reference", name="uq_local_message_reference"),
    )
    op.create_index("ix_local_message_at", "local_message", ["at"])


def _help_check() -> None:
    op.create_table(
        "help_check",
        *(_number("id"), _number("contact_id"), _number("handoff_id"), _moment("planned_at", nullable=False)),
        *(_word("asked_by"), _word("why_not", nullable=True), _moment("asked_at")),
        *(_word("answer", nullable=True), _moment("answered_at"), _word("answered_by", nullable=True)),
        *(sa.Column("wants_person", sa.Boolean(), nullable=False), _word("raised", 16, nullable=True)),
        *(_number("tries"), _moment("last_try_at"), _moment("ended_at")),
        _number("recorded_by", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_help_check"),
        sa.UniqueConstraint("contact_id", name="uq_help_check_contact_id"),
        _points_to("help_check", "contact_id", "contact", goes_along=True),
        _points_to("help_check", "handoff_id", "handoff", goes_along=True),
        _points_to("help_check", "recorded_by", "staff_user"),
    )
    op.create_index("ix_help_check_answered_at", "help_check", ["answered_at"])
    op.create_index("ix_help_check_asked_by_answered_at", "help_check", ["asked_by", "answered_at"])
    op.create_index("ix_help_check_handoff_id", "help_check", ["handoff_id"])
