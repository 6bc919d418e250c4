"""Tables within pages that are otherwise written by hand: what the code knows of events, policies and limits."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from studio.manual.markdown import cell, code, table
from studio.runtime.events import KINDS
from studio.runtime.limits import UNLIMITED, PlatformLimits
from studio.runtime.settings import EngineSettings

_REGION = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- made: end -->)", re.S)


def filled(text: str) -> str:
    """A page with its tables as the code has them now. KeyError for a table that there is not."""
    return _REGION.sub(lambda found: f"{found[1]}{TABLES[found[2]]()}{found[3]}", text)


def events() -> str:
    """The kinds of events."""
    return table(("event", "means"), [(code(kind), cell(means)) for kind, means in KINDS.items()])


def policies() -> str:
    """What may be set about a run, but for what has a table of its own."""
    rows = []
    for name, field in EngineSettings.model_fields.items():
        if name in ("platform", "limits"):
            continue
        rows.append(
            (code(name), _takes(field.annotation), code(_default(field.default)), cell(field.description or ""))
        )
    return table(("name", "takes", "default", "meaning"), rows)


def platform() -> str:
    """The platform's limits."""
    return table(
        ("limit", "vendor's", "meaning"),
        [
            (code(name), code(_default(field.default)), cell(field.description or ""))
            for name, field in PlatformLimits.model_fields.items()
        ],
    )


TABLES: dict[str, Callable[[], str]] = {"events": events, "policies": policies, "platform": platform}


def _takes(annotation: Any) -> str:
    if get_origin(annotation) is Literal:
        return " ".join(code(str(each)) for each in get_args(annotation))
    if get_origin(annotation) in (typing.Union, types.UnionType):
        return " or ".join(_takes(each) for each in get_args(annotation))
    names = {"int": "whole number", "float": "number", "str": "text", "bool": "true or false", "datetime": "time"}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "mapping"
    return names.get(getattr(annotation, "__name__", ""), "null")


def _default(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and value == UNLIMITED:
        return "none"
    return (
        f"{value:g}" if isinstance(value, float) else value.isoformat() if hasattr(value, "isoformat") else str(value)
    )
