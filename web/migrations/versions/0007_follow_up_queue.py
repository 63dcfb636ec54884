"""The follow-up queue: states, teams, claims, what is due, and what came of it in the words of the field."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_WHEN = sa.DateTime(timezone=True)
_TIMES = (
    "claimed_at", "respond_by", "due_at", "first_action_at", "contacted_at", "reached_at", "promised_by",
    "late_at",
)  # fmt: skip
_NEW_OUTCOMES = {"resolved_by_call": "signposted_content", "assessment": "assessment_requested"}
_OLD_OUTCOMES = {
    "resolved_by_call": ("signposted_content", "info_only"),
    "assessment": ("assessment_requested", "carer_assessment_requested"),
}


def upgrade() -> None:
    """New columns and tables; what is there gets its team, its urgency and its outcome's new name."""
    _add_columns()
    _make_events()
    _make_team_members()
    _make_voluntary_offers()
    _carry_over()


def downgrade() -> None:
    """Back to two states and three outcomes: what has no name there becomes `other`."""
    handoff = sa.table("handoff", sa.column("state"), sa.column("outcome"))
    op.execute(handoff.update().where(handoff.c.state != "closed").values(state="received"))
    kept = [code for codes in _OLD_OUTCOMES.values() for code in codes]
    given = handoff.c.outcome.is_not(None)
    op.execute(handoff.update().where(given, handoff.c.outcome.not_in(kept)).values(outcome="other"))
    for old, codes in _OLD_OUTCOMES.items():
        op.execute(handoff.update().where(handoff.c.outcome.in_(codes)).values(outcome=old))
    for table in ("voluntary_offer", "team_member", "handoff_event"):
        op.drop_table(table)
    op.drop_index("ix_handoff_kind_state_due_at", "handoff")
    op.drop_index("ix_handoff_claimed_by_state", "handoff")
    for name in ("version", "team", "route", "priority", "claimed_by", "promise_kept", "news", *_TIMES):
        op.execute(f"ALTER TABLE handoff DROP COLUMN {name}")


def _add_columns() -> None:
    op.add_column("handoff", sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False))
    for name, value in (("team", "adult_social_care"), ("priority", "routine")):
        op.add_column("handoff", sa.Column(name, sa.String(32), server_default=value, nullable=False))
    op.add_column("handoff", sa.Column("route", sa.String(64)))
    op.add_column("handoff", sa.Column("news", sa.String(32)))
    op.add_column("handoff", sa.Column("promise_kept", sa.Boolean()))
    # In plain SQL: making the table anew, as Alembic would on SQLite, deletes the words that point at it.
    op.execute(
        "ALTER TABLE handoff ADD COLUMN claimed_by INTEGER "
        "CONSTRAINT fk_handoff_claimed_by REFERENCES staff_user (id)"
    )
    for name in _TIMES:
        op.add_column("handoff", sa.Column(name, _WHEN))
    op.create_index("ix_handoff_kind_state_due_at", "handoff", ["kind", "state", "due_at"])
    op.create_index("ix_handoff_claimed_by_state", "handoff", ["claimed_by", "state"])


def _make_events() -> None:
    op.create_table(
        "handoff_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handoff_id", sa.Integer(), nullable=False),
        sa.Column("at", _WHEN, nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.Column("move", sa.String(32), nullable=False),
        sa.Column("from_state", sa.String(32)),
        sa.Column("to_state", sa.String(32), nullable=False),
        sa.Column("from_team", sa.String(32)),
        sa.Column("to_team", sa.String(32)),
        sa.Column("code", sa.String(64)),
        sa.Column("note", sa.Text()),
        sa.Column("form_key", sa.String(64)),
        sa.ForeignKeyConstraint(
            ["handoff_id"], ["handoff.id"], name="fk_handoff_event_handoff_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["staff_user.id"], name="fk_handoff_event_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_handoff_event"),
        sa.UniqueConstraint("form_key", name="uq_handoff_event_form_key"),
    )
    op.create_index("ix_handoff_event_handoff_id", "handoff_event", ["handoff_id"])


def _make_team_members() -> None:
    op.create_table(
        "team_member",
        sa.Column("staff_user_id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_user_id"], ["staff_user.id"], name="fk_team_member_staff_user_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_user_id", "team", name="pk_team_member"),
    )


def _make_voluntary_offers() -> None:
    op.create_table(
        "voluntary_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(32), nullable=False),
        sa.Column("handoff_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(128)),
        sa.Column("organisation", sa.String(255), nullable=False),
        sa.Column("shared", sa.JSON(), nullable=False),
        sa.Column("send_to", sa.Text()),
        sa.Column("message", sa.Text()),
        sa.Column("offered_at", _WHEN, nullable=False),
        sa.Column("offered_by", sa.Integer(), nullable=False),
        sa.Column("expires_at", _WHEN, nullable=False),
        sa.Column("answer", sa.String(32), nullable=False),
        sa.Column("answered_at", _WHEN),
        sa.Column("reason", sa.String(64)),
        sa.Column("answer_note", sa.Text()),
        sa.Column("told_at", _WHEN),
        sa.ForeignKeyConstraint(
            ["handoff_id"], ["handoff.id"], name="fk_voluntary_offer_handoff_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["offered_by"], ["staff_user.id"], name="fk_voluntary_offer_offered_by"),
        sa.PrimaryKeyConstraint("id", name="pk_voluntary_offer"),
        sa.UniqueConstraint("public_id", name="uq_voluntary_offer_public_id"),
    )
    op.create_index("ix_voluntary_offer_handoff_id", "voluntary_offer", ["handoff_id"])
    op.create_index("ix_voluntary_offer_answer_told_at", "voluntary_offer", ["answer", "told_at"])


def _carry_over() -> None:
    """What is due is left open: the worker's next pass counts it from when each came in."""
    columns = ("kind", "outcome", "outcome_at", "risk_level", "team", "priority", "first_action_at")
    handoff = sa.table("handoff", *map(sa.column, columns))
    for old, new in _NEW_OUTCOMES.items():
        op.execute(handoff.update().where(handoff.c.outcome == old).values(outcome=new))
    op.execute(handoff.update().where(handoff.c.kind == "safeguarding").values(team="safeguarding"))
    for level in ("emergency", "urgent", "priority"):
        op.execute(handoff.update().where(handoff.c.risk_level == level).values(priority=level))
    op.execute(
        handoff.update().where(handoff.c.outcome_at.is_not(None)).values(first_action_at=handoff.c.outcome_at)
    )
