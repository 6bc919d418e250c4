"""What a world file can say, part by part. Everything has a default: an empty file is a world with nothing in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from studio.dialer.outcomes import CallingSettings
from studio.dialer.skills import Skill
from studio.dialer.sources import Source
from studio.runtime.clock import LONGEST, length
from studio.runtime.settings import EngineSettings
from studio.world.http_settings import HttpSettings


def _seconds(value: Any) -> Any:
    if isinstance(value, str):
        seconds = length(value)
        if seconds is None:
            raise ValueError(f"{value!r} is no length such as 90s, 30m or 2d")
        return seconds
    return value


#: A length of virtual time in seconds, written ``90s``, ``30m``, ``1h`` or ``2d``.
Length = Annotated[float, BeforeValidator(_seconds), Field(ge=0, le=LONGEST)]


class SignalSettings(BaseModel):
    """Signals that come from elsewhere: a wallboard, a button, a web service."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    script: str = Field(description="Name of the main script whose contacts are signalled.")
    values: tuple[str, ...] = Field(default=(), max_length=9, description="SP1 to SP9.")
    after: Length = Field(default=0.0, description="When the first one comes.")
    every: Length | None = Field(default=None, description="Time between two; without it there is only the first.")

    @field_validator("every")
    @classmethod
    def _not_at_once(cls, value: float | None) -> float | None:
        if value is not None and value < 0.001:
            raise ValueError("signals come at least a millisecond apart")
        return value


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

    until: Length | None = Field(default=None, description="How long a run takes unless said otherwise: 90s, 30m, 2d.")
    signals: tuple[SignalSettings, ...] = ()

    http: HttpSettings = HttpSettings.model_validate({})
    crm: CrmSettings | None = None
    store: str = Field(default="sqlite://", description="SQLAlchemy URL of the prospect store.")
    store_busy_seconds: float = Field(default=2.0, ge=0, le=60, description="How long a locked store is waited for.")
    sources: tuple[Source, ...] = ()
    skills: tuple[SkillSettings, ...] = ()
