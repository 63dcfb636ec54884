"""The words other people file services under: taxonomies, their terms, and which service carries which."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, FromSource, Id


class Taxonomy(Base):
    """A list of terms somebody keeps."""

    __tablename__ = "taxonomy"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, default="")
    uri: Mapped[str | None] = mapped_column(Text)
    version: Mapped[str | None] = mapped_column(Text)


class TaxonomyTerm(FromSource, Base):
    """One term. `parent_id` is the feed's word: the parent itself may be missing from it."""

    __tablename__ = "taxonomy_term"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    taxonomy_id: Mapped[str | None] = mapped_column(ForeignKey("taxonomy.id"), index=True)
    parent_id: Mapped[str | None] = mapped_column(Id)
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text, default="")
    term_uri: Mapped[str | None] = mapped_column(Text)


class Attribute(Base):
    """That something (`link_entity` and `link_id`: mostly a service) carries a term."""

    __tablename__ = "attribute"

    link_entity: Mapped[str] = mapped_column(String(30), primary_key=True)
    link_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    link_type: Mapped[str | None] = mapped_column(Text)
    taxonomy_term_id: Mapped[str] = mapped_column(ForeignKey("taxonomy_term.id"), index=True)
