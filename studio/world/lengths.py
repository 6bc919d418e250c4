"""Lengths of virtual time as world files write them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from studio.runtime.clock import LONGEST, length


def _seconds(value: Any) -> Any:
    if isinstance(value, str):
        seconds = length(value)
        if seconds is None:
            raise ValueError(f"{value!r} is no length such as 90s, 30m or 2d")
        return seconds
    return value


#: A length of virtual time in seconds, written ``90s``, ``30m``, ``1h`` or ``2d``.
Length = Annotated[
    float,
    BeforeValidator(_seconds),
    Field(ge=0, le=LONGEST),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": LONGEST},
                {"type": "string", "pattern": "^\\s*[0-9]+(\\.[0-9]+)?(ms|s|m|h|d)?\\s*$"},
            ],
            "x-kind": "length of time",
        }
    ),
]
