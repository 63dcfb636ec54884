"""The first tables of the contacts store: contacts, hand-offs, staff and what they did."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLES = (
    "heartbeat", "staff_user", "audit_event", "contact", "message", "offered_service",
    "handoff", "handoff_word", "handoff_amendment",
)  # fmt: skip


def upgrade() -> None:
    """Makes the tables, those that others point at first."""
    _staff()
    _contact()
    _message()
    _offered_service()
    _handoff()
    _handoff_parts()


def downgrade() -> None:
    """Takes them away again, with everything in them."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _staff() -> None:
    roles = "adviser follow_up safeguarding manager conversation_lead editor administrator"
    _table("heartbeat", sa.Column("process", sa.String(32), primary_key=True), _time("at"), numbered=False)
    _table(
        "staff_user",
        _text("name", 64),
        _text("password_hash", 255),
        _choice("role", roles),
        _text("session_token", 64),
        _time("created_at"),
        _time("disabled_at", nullable=True),
        _number("failed_sign_ins"),
        _time("locked_until", nullable=True),
        _time("last_signed_in_at", nullable=True),
        unique=[["name"], ["session_token"]],
    )
    _table(
        "audit_event",
        _time("at"),
        _number("staff_user_id", nullable=True),
        _text("action", 64),
        _text("subject", 32, nullable=True),
        _number("subject_id", nullable=True),
        _points("audit_event", "staff_user_id", "staff_user"),
        indexed=[["at"]],
    )


def _contact() -> None:
    _table(
        "contact",
        _text("public_id_hash", 64),
        _choice("channel", "web telephone"),
        _text("site", 64),
        _time("started_at"),
        sa.Column("started_on", sa.Date(), nullable=False),
        _time("last_at"),
        _time("finalised_at", nullable=True),
        _number("resident_messages"),
        _text("who_for", 64, nullable=True),
        sa.Column("needs", sa.JSON(), nullable=False),
        _text("request", 64, nullable=True),
        *_place_and_risk(),
        sa.Column("unmet", sa.JSON(), nullable=False),
        _choice("outcome", "open abandoned resolved_claimed handed_off risk"),
        _number("adviser_id", nullable=True),
        _points("contact", "adviser_id", "staff_user"),
        unique=[["public_id_hash"]],
        indexed=[["last_at"], ["outcome"], ["started_on", "channel"]],
    )


def _message() -> None:
    _table(
        "message",
        _number("contact_id"),
        _choice("author", "resident signpost"),
        _text("message_id", 64, nullable=True),
        _time("said_at"),
        *_sealed("words", "replies"),
        _points("message", "contact_id", "contact", ondelete="CASCADE"),
        unique=[["contact_id", "author", "message_id"]],
        indexed=[["contact_id"]],
    )


def _offered_service() -> None:
    _table(
        "offered_service",
        _number("contact_id"),
        _text("service_id", 128),
        _text("service_name", 255),
        sa.Column("score", sa.Float()),
        _time("offered_at"),
        _points("offered_service", "contact_id", "contact", ondelete="CASCADE"),
        unique=[["contact_id", "service_id"]],
    )


def _handoff() -> None:
    _table(
        "handoff",
        *_handoff_origin(),
        *_handoff_content(),
        _choice("state", "received closed"),
        _choice("outcome", "resolved_by_call assessment other", nullable=True),
        *_sealed("outcome_note"),
        _time("outcome_at", nullable=True),
        _number("outcome_by", nullable=True),
        _points("handoff", "contact_id", "contact"),
        _points("handoff", "outcome_by", "staff_user"),
        unique=[["key_hash"], ["reference"]],
        indexed=[["contact_id"], ["received_at"], ["received_on", "channel"], ["state"]],
    )


def _handoff_origin() -> list[sa.Column]:
    return [
        _text("key_hash", 64),
        _text("reference", 16),
        _number("contact_id"),
        _text("conversation_hash", 64, nullable=True),
        _choice("kind", "support safeguarding"),
        _choice("reason", "risk request not_enough no_match other"),
        _text("request", 64, nullable=True),
        _choice("channel", "web telephone"),
        _time("received_at"),
        sa.Column("received_on", sa.Date(), nullable=False),
        _time("amended_at", nullable=True),
    ]


def _handoff_content() -> list[sa.Column]:
    return [
        _text("about", 16),
        *_sealed("about_whom"),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("offered", sa.JSON(), nullable=False),
        *_sealed("why_not_enough", "what_matters"),
        *_place_and_risk(),
        _text("risk_rule", 128, nullable=True),
        *_sealed("contact_name", "contact_phone", "contact_email", "contact_when", "contact_how"),
        sa.Column("safe_to_contact", sa.Boolean()),
        sa.Column("agreed_to_pass_on", sa.Boolean()),
    ]


def _handoff_parts() -> None:
    _table(
        "handoff_word",
        _number("handoff_id"),
        _number("position"),
        sa.Column("words", sa.Text(), nullable=False),
        _points("handoff_word", "handoff_id", "handoff", ondelete="CASCADE"),
        unique=[["handoff_id", "position"]],
    )
    _table(
        "handoff_amendment",
        _number("handoff_id"),
        _time("at"),
        _text("field", 32),
        *_sealed("earlier"),
        _points("handoff_amendment", "handoff_id", "handoff", ondelete="CASCADE"),
        indexed=[["handoff_id"]],
    )


def _place_and_risk() -> list[sa.Column]:
    return [
        _text("place_district", 16, nullable=True),
        *_sealed("place_label"),
        _text("risk_category", 64, nullable=True),
        _text("risk_level", 16, nullable=True),
    ]


def _table(
    name: str,
    *parts: sa.schema.SchemaItem,
    unique: Sequence[Sequence[str]] = (),
    indexed: Sequence[Sequence[str]] = (),
    numbered: bool = True,
) -> None:
    """Makes one table with its id, and names every constraint so that later migrations can find it."""
    identity = [sa.Column("id", sa.Integer(), primary_key=True)] if numbered else []
    uniques = [sa.UniqueConstraint(*columns, name=f"uq_{name}_{'_'.join(columns)}") for columns in unique]
    op.create_table(name, *identity, *parts, *uniques)
    for columns in indexed:
        op.create_index(f"ix_{name}_{'_'.join(columns)}", name, list(columns))


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _choice(name: str, words: str, *, nullable: bool = False) -> sa.Column:
    kind = sa.Enum(*words.split(), name=name, native_enum=False, length=32)
    return sa.Column(name, kind, nullable=nullable)


def _sealed(*names: str) -> list[sa.Column]:
    """Columns that hold encrypted text."""
    return [sa.Column(name, sa.Text()) for name in names]


def _points(table: str, column: str, to: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}", ondelete=ondelete)
