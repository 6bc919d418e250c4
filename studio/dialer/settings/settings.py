"""What all settings of a skill have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import AliasChoices, BaseModel, ConfigDict, Field


class Settings(BaseModel):
    """Settings that don't change; members go by our names and by the platform's."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def setting(
    default: Any,
    platform: str | Sequence[str],
    ours: str,
    about: str,
    low: int | None = None,
    high: int | None = None,
    examples: list[Any] | None = None,
) -> Any:
    """A setting that goes by the platform's name, or one of several, and by ours; numbers from ``low`` to ``high``."""
    names = (platform,) if isinstance(platform, str) else platform
    alias = AliasChoices(*names, ours)
    return Field(default=default, ge=low, le=high, validation_alias=alias, description=about, examples=examples)
