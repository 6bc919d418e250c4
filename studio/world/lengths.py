"""Lengths of virtual time as a world file states them: fixed, or drawn anew each time between two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, PlainValidator, WithJsonSchema

from studio.runtime.clock import LONGEST, length

if TYPE_CHECKING:
    from studio.runtime.engine import Engine


def seconds(value: Any) -> Any:
    """The seconds of ``90s``, ``30m`` or ``2d``; what is no text stays as it is, for the next check."""
    if isinstance(value, str):
        found = length(value)
        if found is None:
            raise ValueError(f"{value!r} is no length such as 90s, 30m or 2d")
        return found
    return value


_LENGTH_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": LONGEST},
        {"type": "string", "pattern": "^\\s*[0-9]+(\\.[0-9]+)?(ms|s|m|h|d)?\\s*$"},
    ]
}
#: A length of virtual time in seconds, written ``90s``, ``30m``, ``1h`` or ``2d``.
Length = Annotated[
    float,
    BeforeValidator(seconds),
    Field(ge=0, le=LONGEST),
    WithJsonSchema(_LENGTH_SCHEMA | {"x-kind": "length of time"}),
]


@dataclass(frozen=True, slots=True)
class Span:
    """A length that is drawn each time, from ``least`` to ``most`` seconds; no chance is used where both are one."""

    least: float
    most: float

    def draw(self, engine: Engine) -> float:
        """A length, in whole milliseconds where it is drawn."""
        if self.least == self.most:
            return self.least
        return round(self.least + engine.chance() * (self.most - self.least), 3)


def read_span(value: Any) -> Span | Literal["never"]:
    """A span of ``30s``, of ``[30s, 90s]``, or ``never``; ValueError for anything else."""
    if isinstance(value, Span) or value == "never":
        found: Span | Literal["never"] = value
        return found
    bounds = [seconds(each) for each in (value if isinstance(value, list) else [value])]
    if not 1 <= len(bounds) <= 2 or not all(_is_length(each) for each in bounds):
        raise ValueError("give a length such as 30s, two of them as [30s, 90s], or never")
    if bounds[-1] < bounds[0]:
        raise ValueError("the second length is below the first")
    return Span(float(bounds[0]), float(bounds[-1]))


def _is_length(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= LONGEST


#: A length, or two between which it is drawn each time, or ``never``.
Drawn = Annotated[
    Span | Literal["never"],
    PlainValidator(read_span),
    PlainSerializer(lambda value: value if value == "never" else [f"{value.least:g}s", f"{value.most:g}s"]),
    WithJsonSchema(
        {
            "anyOf": [*_LENGTH_SCHEMA["anyOf"], {"type": "array", "items": _LENGTH_SCHEMA}],
            "x-kind": "length of time, or two of them, or never",
        }
    ),
]
