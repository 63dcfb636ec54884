"""Indexes for the pages of staff: few rows of a million are found without looking at the others."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_INDEXES = {
    "ix_handoff_kind_state_received_at_id": ("handoff", ["kind", "state", "received_at", "id"]),
    "ix_handoff_kind_state_team_received_at_id": ("handoff", ["kind", "state", "team", "received_at", "id"]),
    "ix_handoff_state_outcome_at": ("handoff", ["state", "outcome_at"]),
    "ix_handoff_kind_news": ("handoff", ["kind", "news"]),
    "ix_delivery_target_state_created_at": ("delivery", ["target", "state", "created_at"]),
    "ix_audit_event_staff_user_id_position": ("audit_event", ["staff_user_id", "position"]),
    "ix_audit_event_action_position": ("audit_event", ["action", "position"]),
    "ix_audit_event_staff_user_id_action_position": (
        "audit_event",
        ["staff_user_id", "action", "position"],
    ),
}
_ONLY = {
    "ix_handoff_kind_news": sa.text("news IS NOT NULL")
}  # of few hand-offs: the others need no place in it


def upgrade() -> None:
    """Makes them; on a large store this takes a minute."""
    for name, (table, columns) in _INDEXES.items():
        only = _ONLY.get(name)
        op.create_index(name, table, columns, sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    for name, (table, _columns) in _INDEXES.items():
        op.drop_index(name, table)
