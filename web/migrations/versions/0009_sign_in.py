"""Signing in: forced changes, one-time codes, accounts of the council's own sign-in, names of tokens."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_WHEN = sa.DateTime(timezone=True)
_SUBJECT = "ix_staff_user_council_subject"


def upgrade() -> None:
    """New columns and tables: accounts and tokens that are there work as before."""
    for name in ("must_change_password", "awaits_council"):
        op.add_column("staff_user", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    for name, kind in _STAFF.items():
        op.add_column("staff_user", sa.Column(name, kind))
    op.create_index(_SUBJECT, "staff_user", ["council_subject"], unique=True)
    op.add_column("api_token", sa.Column("name", sa.String(64), nullable=False, server_default=""))
    for name in ("expires_at", "last_used_at"):
        op.add_column("api_token", sa.Column(name, _WHEN))
    _recovery_codes()
    _refused()


def downgrade() -> None:
    """Takes them away. Who signs in by the council's own sign-in has no password here then."""
    op.drop_table("refused_sign_in")
    op.drop_table("recovery_code")
    op.drop_index(_SUBJECT, "staff_user")
    # In plain SQL: making a table anew, as Alembic would on SQLite, deletes what points at it.
    for name in ("must_change_password", "awaits_council", *_STAFF):
        op.execute(f"ALTER TABLE staff_user DROP COLUMN {name}")
    for name in ("name", "expires_at", "last_used_at"):
        op.execute(f"ALTER TABLE api_token DROP COLUMN {name}")


_STAFF: dict[str, sa.types.TypeEngine[object]] = {
    "password_changed_at": _WHEN,
    "code_secret": sa.Text(),
    "code_pending": sa.Text(),
    "code_counter": sa.Integer(),
    "codes_since": _WHEN,
    "council_subject": sa.String(64),
}


def _recovery_codes() -> None:
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("used_at", _WHEN),
        sa.ForeignKeyConstraint(
            ["staff_user_id"], ["staff_user.id"], name="fk_recovery_code_staff_user_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_code"),
    )
    op.create_index("ix_recovery_code_staff_user_id", "recovery_code", ["staff_user_id"])


def _refused() -> None:
    op.create_table(
        "refused_sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_hash", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_at", _WHEN, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_refused_sign_in"),
        sa.UniqueConstraint("subject_hash", name="uq_refused_sign_in_subject_hash"),
    )
