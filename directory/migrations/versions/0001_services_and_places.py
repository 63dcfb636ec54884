"""Services, who runs them, where they are and how to get to use them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# In the order that foreign keys allow.
TABLES = (
    "organization",
    "service",
    "location",
    "address",
    "accessibility",
    "service_at_location",
    "contact",
    "phone",
    "language",
    "schedule",
    "cost_option",
    "service_area",
)


def upgrade() -> None:
    _create_organization()
    _create_service()
    _create_location()
    _create_address()
    _create_accessibility()
    _create_service_at_location()
    _create_contact()
    _create_phone()
    _create_language()
    _create_schedule()
    _create_cost_option()
    _create_service_area()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_organization() -> None:
    op.create_table(
        "organization",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("email", sa.Text()),
        sa.Column("website", sa.Text()),
        sa.Column("logo", sa.Text()),
        sa.Column("uri", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
    )


def _create_service() -> None:
    op.create_table(
        "service",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("organization_id", sa.String(length=200)),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("email", sa.Text()),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("fees", sa.Text()),
        sa.Column("application_process", sa.Text()),
        sa.Column("accreditations", sa.Text()),
        sa.Column("minimum_age", sa.Integer()),
        sa.Column("maximum_age", sa.Integer()),
        sa.Column("eligibility_description", sa.Text()),
        sa.Column("assured_date", sa.Date()),
        sa.Column("alert", sa.Text()),
        sa.Column("last_modified", sa.DateTime(timezone=True)),
        sa.Column("attending_type", sa.Text()),
        sa.Column("attending_access", sa.Text()),
        sa.Column("deliverable_type", sa.Text()),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("national", sa.Boolean(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_service_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
    )
    op.create_index(op.f("ix_service_organization_id"), "service", ["organization_id"])
    op.create_index(op.f("ix_service_source"), "service", ["source"])
    op.create_index(op.f("ix_service_status"), "service", ["status"])


def _create_location() -> None:
    op.create_table(
        "location",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("location_type", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("description", sa.Text()),
        sa.Column("latitude", sa.Double()),
        sa.Column("longitude", sa.Double()),
        sa.Column("external_identifier", sa.Text()),
        sa.Column("external_identifier_type", sa.Text()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location")),
    )


def _create_address() -> None:
    op.create_table(
        "address",
        sa.Column("location_id", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("attention", sa.Text()),
        sa.Column("address_1", sa.Text()),
        sa.Column("address_2", sa.Text()),
        sa.Column("city", sa.Text()),
        sa.Column("region", sa.Text()),
        sa.Column("state_province", sa.Text()),
        sa.Column("postal_code", sa.Text()),
        sa.Column("country", sa.Text()),
        sa.Column("address_type", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name=op.f("fk_address_location_id_location"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("location_id", "id", name=op.f("pk_address")),
    )


def _create_accessibility() -> None:
    op.create_table(
        "accessibility",
        sa.Column("location_id", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text()),
        sa.Column("details", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["location.id"],
            name=op.f("fk_accessibility_location_id_location"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("location_id", "id", name=op.f("pk_accessibility")),
    )


def _create_service_at_location() -> None:
    op.create_table(
        "service_at_location",
        sa.Column("service_id", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text()),
        sa.ForeignKeyConstraint(
            ["location_id"], ["location.id"], name=op.f("fk_service_at_location_location_id_location")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_service_at_location_service_id_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("service_id", "id", name=op.f("pk_service_at_location")),
    )
    op.create_index(op.f("ix_service_at_location_location_id"), "service_at_location", ["location_id"])


def _create_contact() -> None:
    op.create_table(
        "contact",
        sa.Column("name", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("email", sa.Text()),
        sa.Column("service_id", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_contact_service_id_service"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("service_id", "id", name=op.f("pk_contact")),
    )


def _create_phone() -> None:
    op.create_table(
        "phone",
        sa.Column("contact_id", sa.String(length=200)),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("description", sa.Text()),
        sa.Column("service_id", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_phone_service_id_service"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("service_id", "id", name=op.f("pk_phone")),
    )


def _create_language() -> None:
    op.create_table(
        "language",
        sa.Column("name", sa.Text()),
        sa.Column("code", sa.String(length=20)),
        sa.Column("note", sa.Text()),
        sa.Column("service_id", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_language_service_id_service"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("service_id", "id", name=op.f("pk_language")),
    )


def _create_schedule() -> None:
    op.create_table(
        "schedule",
        sa.Column("service_at_location_id", sa.String(length=200)),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_to", sa.Date()),
        sa.Column("dtstart", sa.Date()),
        sa.Column("freq", sa.String(length=20)),
        sa.Column("interval", sa.Integer()),
        sa.Column("byday", sa.Text()),
        sa.Column("bymonthday", sa.Text()),
        sa.Column("description", sa.Text()),
        sa.Column("opens_at", sa.String(length=20)),
        sa.Column("closes_at", sa.String(length=20)),
        sa.Column("schedule_link", sa.Text()),
        sa.Column("attending_type", sa.Text()),
        sa.Column("notes", sa.Text()),
        sa.Column("service_id", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_schedule_service_id_service"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("service_id", "id", name=op.f("pk_schedule")),
    )


def _create_cost_option() -> None:
    op.create_table(
        "cost_option",
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_to", sa.Date()),
        sa.Column("option", sa.Text()),
        sa.Column("amount", sa.Double()),
        sa.Column("amount_description", sa.Text()),
        sa.Column("service_id", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name=op.f("fk_cost_option_service_id_service"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("service_id", "id", name=op.f("pk_cost_option")),
    )


def _create_service_area() -> None:
    op.create_table(
        "service_area",
        sa.Column("name", sa.Text()),
        sa.Column("extent", sa.Text()),
        sa.Column("extent_type", sa.Text()),
        sa.Column("uri", sa.Text()),
        sa.Column("service_id", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_service_area_service_id_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("service_id", "id", name=op.f("pk_service_area")),
    )
