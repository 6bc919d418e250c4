"""What members there are where a file has one that there isn't."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, get_args

from pydantic import BaseModel

#: More members than this are not listed; then only those that come near are.
_MOST = 8


def near_members(model: type[BaseModel], steps: Sequence[str | int]) -> str:
    """A hint for a wrong member, to which these steps lead in a model: those that come near, or all where they are few."""
    meant = [model]
    for step in steps[:-1]:
        # A number of a list, a name of a mapping, and what pydantic puts between them lead into no other model.
        inner = [found for each in meant if isinstance(step, str) for found in _field(each, step)]
        meant = inner or meant
    known = dict.fromkeys(name for each in meant for name in _names(each))
    near = get_close_matches(str(steps[-1]), known, 3)
    if near:
        return f"near: {', '.join(near)}"
    return f"there are {', '.join(known)}" if 0 < len(known) <= _MOST else ""


def _names(model: type[BaseModel]) -> Iterator[str]:
    return (field.alias or name for name, field in model.model_fields.items())


@lru_cache(maxsize=1024)
def _field(model: type[BaseModel], step: str) -> tuple[type[BaseModel], ...]:
    """The models that the value of a member may be."""
    fields = (field.annotation for name, field in model.model_fields.items() if step in (name, field.alias))
    return tuple(dict.fromkeys(found for each in fields for found in _models(each)))


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for each in get_args(annotation):
        yield from _models(each)
