"""Databases that live in memory: as text, so that a world that has some can be saved, and copied for a fork.

What knows databases is imported where there are some: few worlds have.
"""

from __future__ import annotations

import base64
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

# What more effort saves in size is little beside its time.
_EFFORT = 1


def database_text(engine: Engine) -> str | None:
    """A database in memory as text; None for one that outlives the process by itself."""
    from studio.memory_databases import content, is_memory

    if not is_memory(engine.url):
        return None
    data = content(engine)
    return base64.b64encode(zlib.compress(data, _EFFORT)).decode() if data else ""


def fill_database(engine: Engine, text: str | None) -> None:
    """Put back what :func:`database_text` gave. ValueError for other text."""
    from studio.memory_databases import fill, is_memory

    if not text or not is_memory(engine.url):
        return
    try:
        fill(engine, zlib.decompress(base64.b64decode(text)))
    except (ValueError, zlib.error) as fault:
        raise ValueError(f"this is no saved database: {fault}") from fault


def copy_database(engine: Engine, to: Engine) -> None:
    """Let another world's database hold what this one holds; one that outlives the process is the same for both."""
    from studio.memory_databases import copy, is_memory

    if is_memory(engine.url):
        copy(engine, to)
