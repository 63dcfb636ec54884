"""Which services somebody was given, what is pinned for them, and what an adviser decided: sealed.

Until now they were plain. On the way up and down each value goes through the keys of this store; nothing is
lost but, on the way down, what was forgotten already: there is no word for that in the older tables.
"""

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from web.encryption import keyring_of

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

# Table, column, its plain type, the constraint that it was unique by, and whether it may be empty now.
_CHOICES: tuple[tuple[str, str, sa.types.TypeEngine[Any], tuple[str, tuple[str, ...]] | None, bool], ...] = (
    ("given_list", "services", sa.JSON(), None, True),
    (
        "pinned_service",
        "service_id",
        sa.String(200),
        ("uq_pinned_service_contact_id_service_id", ("contact_id", "service_id")),
        False,
    ),
    (
        "call_override",
        "subject",
        sa.String(200),
        ("uq_call_override_call_id_kind_subject", ("call_id", "kind", "subject")),
        True,
    ),
)


def upgrade() -> None:
    """Sealed text is never the same twice, and cannot be unique: the store's one writer sees to that."""
    seal = keyring_of(op.get_bind().dialect).seal
    for table, column, plain, unique, may_be_empty in _CHOICES:
        whole = isinstance(plain, sa.JSON)
        _fill(table, column, plain, sa.Text(), lambda value, _row, json_=whole: seal(_text(value, json_)))
        _change(table, column, sa.Text(), may_be_empty, dropped=unique)
    op.create_index("ix_given_list_staff_user_id_at", "given_list", ["staff_user_id", "at"])


def downgrade() -> None:
    """Plain again."""
    keyring = keyring_of(op.get_bind().dialect)
    op.drop_index("ix_given_list_staff_user_id_at", "given_list")
    for table, column, plain, unique, _ in _CHOICES:
        whole = isinstance(plain, sa.JSON)

        def opened(value: str | None, row: int, json_: bool = whole) -> Any:
            if value is None:
                return [] if json_ else f"forgotten {row}"
            return json.loads(keyring.open(value)) if json_ else keyring.open(value)

        _fill(table, column, sa.Text(), plain, opened)
        _change(table, column, plain, False, made=unique)


def _text(value: Any, whole: bool) -> str:
    return json.dumps(value) if whole else str(value)


def _fill(
    table: str,
    column: str,
    before: sa.types.TypeEngine[Any],
    after: sa.types.TypeEngine[Any],
    changed: Callable[[Any, int], Any],
) -> None:
    """A second column beside the first, with the same in its other form."""
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column("other_form", after))
    rows = sa.table(table, sa.column("id"), sa.column(column, before), sa.column("other_form", after))
    bind = op.get_bind()
    for row_id, value in bind.execute(sa.select(rows.c.id, rows.c[column])).all():
        other = changed(value, row_id)
        bind.execute(rows.update().where(rows.c.id == row_id).values(other_form=other))


def _change(
    table: str,
    column: str,
    kind: sa.types.TypeEngine[Any],
    may_be_empty: bool,
    *,
    dropped: tuple[str, tuple[str, ...]] | None = None,
    made: tuple[str, tuple[str, ...]] | None = None,
) -> None:
    """The second column takes the place of the first."""
    with op.batch_alter_table(table) as batch:
        if dropped is not None:
            batch.drop_constraint(dropped[0], type_="unique")
        batch.drop_column(column)
    with op.batch_alter_table(table) as batch:
        batch.alter_column(
            "other_form", new_column_name=column, existing_type=kind, nullable=may_be_empty,
            existing_nullable=True,
        )  # fmt: skip
    if made is not None:
        with op.batch_alter_table(table) as batch:
            batch.create_unique_constraint(made[0], list(made[1]))
