"""All tables of the directory together, for migrations: importing this file is what fills the metadata."""

from sqlalchemy import MetaData

from directory.models import access, editing, freshness, location, service, signpost, source, taxonomy, unmet
from directory.models.base import Base

TOPICS = (access, editing, freshness, location, service, signpost, source, taxonomy, unmet)


def metadata() -> MetaData:
    """The tables as the models describe them."""
    return Base.metadata
