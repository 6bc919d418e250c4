"""What a world file can say, part by part. Everything has a default: an empty file is a world with nothing in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from studio.dialer.outcomes import CallingSettings
from studio.dialer.skills import Skill
from studio.dialer.sources import Source
from studio.runtime.clock import length
from studio.runtime.settings import EngineSettings
from studio.world.http_settings import HttpSettings


class SkillSettings(Skill):
    """A skill, with the simulated agents who call for it; without ``calling`` nobody does."""

    calling: CallingSettings | None = None


class CrmSettings(BaseModel):
    """The CRM as a service of this world, named ``crm`` in the routes of ``http``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    leads: Path | None = Field(default=None, description="CSV file of its leads, relative to the world file.")
    lease_minutes: float | None = Field(
        default=15,
        gt=0,
        description="Minutes after which a lead that nobody reports on is offered again; null: never.",
    )


class WorldSettings(EngineSettings):
    """A whole world file."""

    until: float | None = Field(
        default=None, description="How long a run takes unless said otherwise: 90s, 30m, 2d."
    )
    http: HttpSettings = HttpSettings()
    crm: CrmSettings | None = None
    store: str = Field(default="sqlite://", description="SQLAlchemy URL of the prospect store.")
    store_busy_seconds: float = Field(default=2.0, ge=0, le=60, description="How long a locked store is waited for.")
    sources: tuple[Source, ...] = ()
    skills: tuple[SkillSettings, ...] = ()

    @field_validator("until", mode="before")
    @classmethod
    def _until_is_a_length(cls, value: Any) -> Any:
        if isinstance(value, str):
            seconds = length(value)
            if seconds is None:
                raise ValueError(f"{value!r} is no length such as 90s, 30m or 2d")
            return seconds
        return value
