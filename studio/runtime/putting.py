"""Putting values into variables from outside a script, by the names that a script would assign to."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from studio.snippet.syntax import fold
from studio.snippet.unit import SnippetUnit

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.context import Context
    from studio.runtime.engine import Engine


def put(context: Context, name: str, value: Any) -> None:
    """Put a value into ``x``, ``global:x``, ``list[2]`` or ``object.member`` of the script that runs.

    What code can't write as a name is taken as it stands: actions may read it.
    """
    store = _store(name)
    if store is None:
        context.set(name, value)
        return
    bare = name.rpartition(":")[2].strip()
    context.engine.spellings.setdefault(fold(bare), bare)
    store(context.variables, context, value)


def put_into(engine: Engine, contact: Contact, name: str, value: Any) -> None:
    """The same for a contact that need not be the one whose turn it is."""
    context = engine.context
    before = context.contact
    context.point(contact)
    put(context, name, value)
    if before is not None and before.frames:
        context.point(before)


@lru_cache(maxsize=4096)
def _store(name: str) -> Callable[..., None] | None:
    return SnippetUnit({}).target(name)[0]
