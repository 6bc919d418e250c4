"""Databases in memory that hold the sources of a world file and nothing else: made once, then copied."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from studio.dialer.settings.sources import Source
from studio.dialer.store.source_book import SourceBook
from studio.dialer.store.store import ProspectStore
from studio.memory_databases import content

#: So many are kept.
_MOST = 8
_made: OrderedDict[str, bytes] = OrderedDict()
_lock = Lock()


def with_sources(stated: tuple[Source, ...]) -> bytes:
    """The content of a store with these sources."""
    key = repr(stated)
    with _lock:
        found = _made.get(key)
        if found is None:
            store = ProspectStore("sqlite://", 0)
            try:
                SourceBook(store).state_all(stated)
                found = _made[key] = content(store.database.engine)
            finally:
                store.close()
            while len(_made) > _MOST:
                _made.popitem(last=False)
        else:
            _made.move_to_end(key)
        return found
