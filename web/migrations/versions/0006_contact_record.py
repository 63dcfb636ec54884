"""The coded contact record, people known again by marks, and the audit trail as a chain."""

import sqlalchemy as sa
from alembic import op

from web.migrations import trail_as_chain

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_CODES = (
    ("source", 32), ("route_of_access", 64), ("presenting_issue", 32), ("person_knows", 16), ("consent", 16),
    ("unpaid_carer", 16), ("household", 16), ("safe", 16), ("interpreter", 16), ("void", 16),
)  # fmt: skip
_LISTS = ("advice", "prefers", "never", "times", "communication", "set_by_people")
_SEALED = (
    "without_consent", "what_helps", "contact_name", "contact_phone", "contact_email", "about_name",
    "case_number", "referrer",
)  # fmt: skip


def upgrade() -> None:
    """Makes the tables, empty; chains what is in the trail."""
    op.add_column("contact", sa.Column("request_at", sa.DateTime(timezone=True)))
    op.add_column("contact", sa.Column("language", sa.String(length=16)))
    closed = sa.Column("out_of_hours", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("contact", closed)
    op.create_index("ix_contact_request_at", "contact", ["request_at"])
    _people()
    _record()
    _changes()
    trail_as_chain.upgrade()
    _count_anew()


_COUNT_ANEW = (
    """UPDATE contact SET finalised_at = NULL WHERE EXISTS
    (SELECT 1 FROM handoff WHERE handoff.contact_id = contact.id AND state <> 'closed')""",
    """UPDATE contact SET finalised_at =
    (SELECT MAX(outcome_at) FROM handoff WHERE handoff.contact_id = contact.id)
    WHERE EXISTS (SELECT 1 FROM handoff WHERE handoff.contact_id = contact.id) AND NOT EXISTS
    (SELECT 1 FROM handoff WHERE handoff.contact_id = contact.id AND state <> 'closed')""",
    """UPDATE contact SET request_at =
    (SELECT MIN(received_at) FROM handoff WHERE handoff.contact_id = contact.id
    AND contact_name IS NOT NULL
    AND COALESCE(handoff.request, '') NOT IN ('complaint', 'data_request', 'child'))""",
)


def _count_anew() -> None:
    """What was handed on before now is over when its hand-offs are; a named person's is a request."""
    for statement in _COUNT_ANEW:
        op.execute(statement)


def downgrade() -> None:
    """Takes them away; the trail stays, without its chain."""
    trail_as_chain.downgrade()
    for table in ("contact_record_change", "contact_record", "person_mark", "person"):
        op.drop_table(table)
    op.drop_index("ix_contact_request_at", "contact")
    for column in ("out_of_hours", "language", "request_at"):
        op.drop_column("contact", column)


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_table(
        "person_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key_version", sa.String(length=32), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_person_mark_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_person_mark"),
        sa.UniqueConstraint("person_id", "kind", "mark", name="uq_person_mark_person_id_kind_mark"),
    )
    op.create_index("ix_person_mark_mark", "person_mark", ["mark"])


def _record() -> None:
    op.create_table(
        "contact_record",
        sa.Column("contact_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(length=length)) for name, length in _CODES),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in _LISTS),
        *(sa.Column(name, sa.Text()) for name in _SEALED),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Integer()),
        _points("contact_record", "contact_id", "contact.id", "CASCADE"),
        _points("contact_record", "person_id", "person.id", "SET NULL"),
        _points("contact_record", "updated_by", "staff_user.id"),
        sa.PrimaryKeyConstraint("contact_id", name="pk_contact_record"),
    )
    for column in ("person_id", "route_of_access"):
        op.create_index(f"ix_contact_record_{column}", "contact_record", [column])


def _changes() -> None:
    op.create_table(
        "contact_record_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_user_id", sa.Integer()),
        sa.Column("changed", sa.Text(), nullable=False),
        _points("contact_record_change", "contact_id", "contact_record.contact_id", "CASCADE"),
        _points("contact_record_change", "staff_user_id", "staff_user.id"),
        sa.PrimaryKeyConstraint("id", name="pk_contact_record_change"),
        sa.UniqueConstraint("contact_id", "version", name="uq_contact_record_change_contact_id_version"),
    )


def _points(table: str, column: str, to: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=f"fk_{table}_{column}", ondelete=ondelete)
