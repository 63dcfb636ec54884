"""The first tables of the contacts store: contacts, hand-offs, staff and what they did."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "heartbeat",
        sa.Column("process", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("process", name="pk_heartbeat"),
    )
    op.create_table(
        "staff_user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "adviser",
                "follow_up",
                "safeguarding",
                "manager",
                "conversation_lead",
                "editor",
                "administrator",
                name="role",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("session_token", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_sign_ins", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_signed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_staff_user"),
        sa.UniqueConstraint("name", name="uq_staff_user_name"),
        sa.UniqueConstraint("session_token", name="uq_staff_user_session_token"),
    )
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_user_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["staff_user_id"], ["staff_user.id"], name="fk_audit_event_staff_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_event"),
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index("ix_audit_event_at", ["at"], unique=False)

    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "channel",
            sa.Enum("web", "telephone", name="channel", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("site", sa.String(length=64), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finalised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resident_messages", sa.Integer(), nullable=False),
        sa.Column("who_for", sa.String(length=64), nullable=True),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("request", sa.String(length=64), nullable=True),
        sa.Column("place_district", sa.String(length=16), nullable=True),
        sa.Column("place_label", sa.Text(), nullable=True),
        sa.Column("risk_category", sa.String(length=64), nullable=True),
        sa.Column("risk_level", sa.String(length=16), nullable=True),
        sa.Column("unmet", sa.JSON(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "open",
                "abandoned",
                "resolved_claimed",
                "handed_off",
                "risk",
                name="outcome",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["adviser_id"], ["staff_user.id"], name="fk_contact_adviser_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
        sa.UniqueConstraint("public_id_hash", name="uq_contact_public_id_hash"),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index("ix_contact_last_at", ["last_at"], unique=False)
        batch_op.create_index("ix_contact_outcome", ["outcome"], unique=False)
        batch_op.create_index("ix_contact_started_on_channel", ["started_on", "channel"], unique=False)

    op.create_table(
        "handoff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("conversation_hash", sa.String(length=64), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("support", "safeguarding", name="kind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "risk",
                "request",
                "not_enough",
                "no_match",
                "other",
                name="reason",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("request", sa.String(length=64), nullable=True),
        sa.Column(
            "channel",
            sa.Enum("web", "telephone", name="channel", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("amended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("about", sa.String(length=16), nullable=False),
        sa.Column("about_whom", sa.Text(), nullable=True),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("offered", sa.JSON(), nullable=False),
        sa.Column("why_not_enough", sa.Text(), nullable=True),
        sa.Column("what_matters", sa.Text(), nullable=True),
        sa.Column("place_district", sa.String(length=16), nullable=True),
        sa.Column("place_label", sa.Text(), nullable=True),
        sa.Column("risk_category", sa.String(length=64), nullable=True),
        sa.Column("risk_level", sa.String(length=16), nullable=True),
        sa.Column("risk_rule", sa.String(length=128), nullable=True),
        sa.Column("contact_name", sa.Text(), nullable=True),
        sa.Column("contact_phone", sa.Text(), nullable=True),
        sa.Column("contact_email", sa.Text(), nullable=True),
        sa.Column("contact_when", sa.Text(), nullable=True),
        sa.Column("contact_how", sa.Text(), nullable=True),
        sa.Column("safe_to_contact", sa.Boolean(), nullable=True),
        sa.Column("agreed_to_pass_on", sa.Boolean(), nullable=True),
        sa.Column(
            "state", sa.Enum("received", "closed", name="state", native_enum=False, length=32), nullable=False
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "resolved_by_call", "assessment", "other", name="handoffoutcome", native_enum=False, length=32
            ),
            nullable=True,
        ),
        sa.Column("outcome_note", sa.Text(), nullable=True),
        sa.Column("outcome_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_handoff_contact_id"),
        sa.ForeignKeyConstraint(["outcome_by"], ["staff_user.id"], name="fk_handoff_outcome_by"),
        sa.PrimaryKeyConstraint("id", name="pk_handoff"),
        sa.UniqueConstraint("key_hash", name="uq_handoff_key_hash"),
        sa.UniqueConstraint("reference", name="uq_handoff_reference"),
    )
    with op.batch_alter_table("handoff", schema=None) as batch_op:
        batch_op.create_index("ix_handoff_contact_id", ["contact_id"], unique=False)
        batch_op.create_index("ix_handoff_received_at", ["received_at"], unique=False)
        batch_op.create_index("ix_handoff_received_on_channel", ["received_on", "channel"], unique=False)
        batch_op.create_index("ix_handoff_state", ["state"], unique=False)

    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column(
            "author",
            sa.Enum("resident", "signpost", name="author", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("message_id", sa.String(length=64), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("replies", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name="fk_message_contact_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sa.UniqueConstraint(
            "contact_id", "author", "message_id", name="uq_message_contact_id_author_message_id"
        ),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index("ix_message_contact_id", ["contact_id"], unique=False)

    op.create_table(
        "offered_service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(length=128), nullable=False),
        sa.Column("service_name", sa.String(length=255), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name="fk_offered_service_contact_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_offered_service"),
        sa.UniqueConstraint("contact_id", "service_id", name="uq_offered_service_contact_id_service_id"),
    )
    op.create_table(
        "handoff_amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handoff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("earlier", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["handoff_id"], ["handoff.id"], name="fk_handoff_amendment_handoff_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_handoff_amendment"),
    )
    with op.batch_alter_table("handoff_amendment", schema=None) as batch_op:
        batch_op.create_index("ix_handoff_amendment_handoff_id", ["handoff_id"], unique=False)

    op.create_table(
        "handoff_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handoff_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handoff_id"], ["handoff.id"], name="fk_handoff_word_handoff_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_handoff_word"),
        sa.UniqueConstraint("handoff_id", "position", name="uq_handoff_word_handoff_id_position"),
    )


def downgrade() -> None:
    op.drop_table("handoff_word")
    with op.batch_alter_table("handoff_amendment", schema=None) as batch_op:
        batch_op.drop_index("ix_handoff_amendment_handoff_id")

    op.drop_table("handoff_amendment")
    op.drop_table("offered_service")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index("ix_message_contact_id")

    op.drop_table("message")
    with op.batch_alter_table("handoff", schema=None) as batch_op:
        batch_op.drop_index("ix_handoff_state")
        batch_op.drop_index("ix_handoff_received_on_channel")
        batch_op.drop_index("ix_handoff_received_at")
        batch_op.drop_index("ix_handoff_contact_id")

    op.drop_table("handoff")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index("ix_contact_started_on_channel")
        batch_op.drop_index("ix_contact_outcome")
        batch_op.drop_index("ix_contact_last_at")

    op.drop_table("contact")
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_event_at")

    op.drop_table("audit_event")
    op.drop_table("staff_user")
    op.drop_table("heartbeat")
