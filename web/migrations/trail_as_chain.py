"""The part of migration 0006 that makes a chain of the audit trail, and has the store itself guard it.

It hashes with the form of 2026; a later change of the form of the chain needs a migration of its own anyway.
"""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from web.encryption import keyring_of
from web.security.chain import START, Deed, Link, link
from web.security.hashing import HashKeys

_TRAIL = sa.table(
    "audit_event",
    sa.column("id", sa.Integer),
    sa.column("at", sa.DateTime(timezone=True)),
    *(sa.column(name, sa.Integer) for name in ("staff_user_id", "subject_id", "position")),
    *(sa.column(name, sa.String) for name in ("action", "subject", "previous", "hash")),
)
_AT_ONCE = 1000

# Rows never change, and go only once an anchor stands for them.
_SQLITE_GUARDS = (
    """CREATE TRIGGER audit_event_never_changes BEFORE UPDATE ON audit_event
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
    """CREATE TRIGGER audit_event_never_goes BEFORE DELETE ON audit_event
    WHEN OLD.position > (SELECT COALESCE(MAX(position), 0) FROM audit_anchor)
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
    """CREATE TRIGGER audit_anchor_never_changes BEFORE UPDATE ON audit_anchor
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
    """CREATE TRIGGER audit_anchor_never_goes BEFORE DELETE ON audit_anchor
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END""",
)
_POSTGRESQL_GUARDS = (
    """CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$""",
    """CREATE FUNCTION audit_goes_behind_anchor() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.position > (SELECT COALESCE(MAX(position), 0) FROM audit_anchor) THEN
        RAISE EXCEPTION 'the audit trail is append-only';
      END IF;
      RETURN OLD;
    END $$""",
    """CREATE TRIGGER audit_event_never_changes BEFORE UPDATE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()""",
    """CREATE TRIGGER audit_event_never_goes BEFORE DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_goes_behind_anchor()""",
    """CREATE TRIGGER audit_event_never_emptied BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()""",
    """CREATE TRIGGER audit_anchor_never_changes BEFORE UPDATE OR DELETE ON audit_anchor
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()""",
    """CREATE TRIGGER audit_anchor_never_emptied BEFORE TRUNCATE ON audit_anchor
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()""",
)
_NEW_COLUMNS = (
    ("position", sa.Integer()),
    ("previous", sa.String(length=96)),
    ("hash", sa.String(length=96)),
)


def upgrade() -> None:
    """Numbers and chains what is in the trail, oldest first; from then on the store refuses changes to it."""
    for name, kind in _NEW_COLUMNS:
        op.add_column("audit_event", sa.Column(name, kind))
    _chain(keyring_of(op.get_bind().dialect).trail)
    with op.batch_alter_table("audit_event") as table:
        for name, kind in _NEW_COLUMNS:
            table.alter_column(name, existing_type=kind, nullable=False)
    op.create_index("ix_audit_event_position", "audit_event", ["position"], unique=True)
    op.create_table(
        "audit_anchor",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(length=96), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seal", sa.String(length=96), nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_audit_anchor"),
    )
    for guard in _POSTGRESQL_GUARDS if _is_postgresql() else _SQLITE_GUARDS:
        op.execute(guard)


def downgrade() -> None:
    """Takes the guards, the anchors and the chain away; every row of the trail stays."""
    names = ["changes", "goes", *(["emptied"] if _is_postgresql() else [])]
    for name in names:
        op.execute(f"DROP TRIGGER audit_event_never_{name}{_on('audit_event')}")
    for name in ["changes", "emptied"] if _is_postgresql() else ["changes", "goes"]:
        op.execute(f"DROP TRIGGER audit_anchor_never_{name}{_on('audit_anchor')}")
    if _is_postgresql():
        op.execute("DROP FUNCTION audit_is_append_only()")
        op.execute("DROP FUNCTION audit_goes_behind_anchor()")
    op.drop_table("audit_anchor")
    op.drop_index("ix_audit_event_position", "audit_event")
    for name, _kind in reversed(_NEW_COLUMNS):
        op.drop_column("audit_event", name)


def _chain(keys: HashKeys) -> None:
    connection, previous = op.get_bind(), START
    update = (
        _TRAIL.update()
        .where(_TRAIL.c.id == sa.bindparam("row_id"))
        .values({name: sa.bindparam(f"new_{name}") for name, _kind in _NEW_COLUMNS})
    )
    columns = [_TRAIL.c[name] for name in ("id", "at", "staff_user_id", "action", "subject", "subject_id")]
    values = []
    for position, row in enumerate(connection.execute(sa.select(*columns).order_by(_TRAIL.c.id)), start=1):
        made = link(keys, position, _deed(row), previous)
        values.append({"row_id": row.id, **_as_values(made)})
        previous = made.hash
    for first in range(0, len(values), _AT_ONCE):
        connection.execute(update, values[first : first + _AT_ONCE])


def _deed(row: Any) -> Deed:
    at: datetime = row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC)
    return Deed(at, row.staff_user_id, row.action, row.subject, row.subject_id)


def _as_values(made: Link) -> dict[str, Any]:
    return {"new_position": made.position, "new_previous": made.previous, "new_hash": made.hash}


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _on(table: str) -> str:
    # SQLite finds a trigger by its name alone, and does not know ON here.
    return f" ON {table}" if _is_postgresql() else ""
