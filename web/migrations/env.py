"""Alembic's entry for the contacts store. Runs only on the connection that `web.database` hands over."""

from alembic import context

from web.models.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    # Its own version table, so that both stores may live in one PostgreSQL server.
    version_table="contacts_version",
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
