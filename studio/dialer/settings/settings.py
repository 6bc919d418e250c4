"""What all settings of a skill have in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Settings(BaseModel):
    """Settings that don't change; members go by our names and by the platform's."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
