"""What Alembic runs to begin: the steps happen inside the transaction that the store has opened."""

from __future__ import annotations

from alembic import context

from studio.dialer.store.versions import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
context.run_migrations()
