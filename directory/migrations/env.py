"""Alembic's way in: it works on the connection that `directory.database` hands over."""

from alembic import context

from directory.models.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata(),
    render_as_batch=True,  # SQLite changes a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
