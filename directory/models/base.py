"""What every table of the directory shares."""

from sqlalchemy import MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# Ids of real feeds are UUIDs, numbers or slugs; longer ones are refused at the door.
ID_LENGTH = 200
Id = String(ID_LENGTH)


class Base(DeclarativeBase):
    """Constraints carry predictable names, so that a later migration can speak of them on any database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class FromSource:
    """Which feed a row came from (`feed_source.id`), None where from none: two feeds may use the same id."""

    source_id: Mapped[str | None] = mapped_column(Id, index=True)
