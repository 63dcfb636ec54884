"""The numbers: sums by day, what each contact added to them, and what the store itself notes as changed."""

import sqlalchemy as sa
from alembic import op

from web.migrations import noting_changes

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_COUNTERS = """
contacts requests abandoned still_open out_of_hours stated_need claimed claimed_unknown
claimed_no_help claimed_back_28 claimed_back_91 verified_28 verified_91 handed_off handoffs
conversation_two known back_7 back_14 back_28 back_91 back_274 back_365 same_7 same_14 same_28
same_91 same_274 same_365 closed_one closed_one_known closed_one_back_91 harmed_91 requests_final
to_assessment to_reablement to_safeguarding to_services settled settled_known settled_28 settled_91
decided over_referred asked_assessment asked_honoured in_time_emergency in_time_urgent
in_time_priority in_time_routine late_emergency late_urgent late_priority late_routine waited_1h
waited_4h waited_24h waited_48h waited_72h waited_120h waited_168h waited_336h waited_672h
waited_longer promise_kept promise_broken offers offers_accepted offers_declined shown shown_enough
not_enough no_match unmet help_planned help_nobody help_asked help_yes help_a_little help_no
help_person alert_emergency alert_urgent alert_priority alerts_handed_off checks concerns
""".split()
_KEY = {"grain": 16, "locality": 16, "need": 64, "team": 32, "split": 32, "day": 0, "channel": 32, "site": 64}


def upgrade() -> None:
    """Makes the tables, and gives every contact there is to the worker to count."""
    op.create_table(
        "number_sum",
        *(
            sa.Column(name, sa.String(size) if size else sa.Date(), nullable=False)
            for name, size in _KEY.items()
        ),
        *(sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False) for name in _COUNTERS),
        sa.PrimaryKeyConstraint(*_KEY, name="pk_number_sum"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "number_gap",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("gap", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "gap", name="pk_number_gap"),
    )
    _make_counted()
    op.create_table(
        "number_due",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_number_due"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "demonstration",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_contact_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_demonstration"),
    )
    op.execute("INSERT INTO number_due (contact_id) SELECT id FROM contact")
    noting_changes.begin()


def downgrade() -> None:
    """Takes it all away; going up again counts from the contacts that are still there."""
    noting_changes.end()
    for table in ("demonstration", "number_due", "number_counted", "number_gap", "number_sum"):
        op.drop_table(table)


def _make_counted() -> None:
    op.create_table(
        "number_counted",
        sa.Column("contact_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer()),
        sa.Column("added", sa.JSON(), nullable=False),
        sa.Column("fixed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name="fk_number_counted_contact_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", name="pk_number_counted"),
    )
    op.create_index("ix_number_counted_person_id", "number_counted", ["person_id"])
