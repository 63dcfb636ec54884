"""Ids of services as long as the directory takes them: PostgreSQL refuses what is longer than its column."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_BEFORE, _NOW = sa.String(128), sa.String(200)
_TABLES = {"offered_service": False, "voluntary_offer": True}  # whether the column may be empty


def upgrade() -> None:
    _change(_BEFORE, _NOW)


def downgrade() -> None:
    """A longer id is cut: its service is not found again in the directory, its name stays."""
    for name in _TABLES:
        table = sa.table(name, sa.column("service_id"))
        op.execute(table.update().values(service_id=sa.func.substr(table.c.service_id, 1, _BEFORE.length)))
    _change(_NOW, _BEFORE)


def _change(before: sa.String, now: sa.String) -> None:
    triggers = _triggers()
    for table, may_be_empty in _TABLES.items():
        with op.batch_alter_table(table) as batch:
            batch.alter_column("service_id", type_=now, existing_type=before, existing_nullable=may_be_empty)
    for statement in triggers:
        op.execute(statement)


def _triggers() -> list[str]:
    """What SQLite loses where a table is made anew; PostgreSQL changes the column in its place."""
    if op.get_bind().dialect.name != "sqlite":
        return []
    found = sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN :tables")
    found = found.bindparams(sa.bindparam("tables", list(_TABLES), expanding=True))
    return list(op.get_bind().scalars(found))
