"""Databases of a CRM in memory that hold the leads of a list: made once a process for each content of a list, then copied."""

from __future__ import annotations

from contextlib import closing
from functools import lru_cache
from pathlib import Path

from studio.crm.seed import LeadsFileError
from studio.crm.store import Crm
from studio.memory_databases import content
from studio.ordinary import size_of
from studio.world.lead_files import read_lead_file

#: A larger list is read for every world, in bytes: the lists and their databases stay in memory.
LARGEST = 4_000_000


def seeded(path: Path, key: str, first: int | None = None) -> bytes | None:
    """The database with all leads of a list or the ``first`` ones, or None for a list that is large or can't be read. LeadsFileError for what is no list of leads."""
    try:
        if size_of(path) > LARGEST:
            return None
        found = path.read_bytes()
    except OSError:
        return None
    return _made(found, path, key, first)


@lru_cache(maxsize=8)
def _made(found: bytes, path: Path, key: str, first: int | None) -> bytes:
    rows = read_lead_file(path, key)[:first]
    if path.read_bytes() != found:
        raise LeadsFileError(f"{path}: was changed while it was read")
    with closing(Crm()) as crm:
        crm.add(rows)
        return content(crm.engine)
