"""How Alembic runs here: always on a connection that bot.store.migrate has opened, locked and begun."""

from __future__ import annotations

from alembic import context

from bot.store.tables import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
    transactional_ddl=True,  # SQLite too: the listener in engine.py begins, so DDL is inside the transaction
)
with context.begin_transaction():
    context.run_migrations()
