"""The first tables. They bear no version: a database that has them is taken for this one."""

from __future__ import annotations

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: who has no tables gets the newest ones at once."""
