"""Steps from older tables of the prospect store to newer ones, for Alembic; run by the store itself."""
