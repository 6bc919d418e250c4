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
from studio.script.catalogue import kind_of
from studio.world.agents.settings import AgentsSettings
from studio.world.callers.settings import CallersSettings
from studio.world.data.settings import DataSettings
from studio.world.desk.settings import DeskSettings
from studio.world.directory.settings import DirectorySettings
from studio.world.files.settings import FilesSettings
from studio.world.hours.settings import HoursSettings
from studio.world.http_settings import HttpSettings
from studio.world.mail.settings import MailSettings
from studio.world.messages.settings import MessagesSettings
from studio.world.values.settings import ValuesSettings


def _seconds(value: Any) -> Any:
    if isinstance(value, str):
        seconds = length(value)
        if seconds is None:
            raise ValueError(f"{value!r} is no length such as 90s, 30m or 2d")
        return seconds
    return value


#: A length of virtual time in seconds, written ``90s``, ``30m``, ``1h`` or ``2d``.
Length = Annotated[float, BeforeValidator(_seconds), Field(ge=0, le=LONGEST)]


#: Parts whose settings have a method ``build``.
BUILT_ALIKE = (
    "values",
    "files",
    "data",
    "mail",
    "messages",
    "callers",
    "hours",
    "agents",
    "desk",
    "directory",
)


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


class EventSettings(BaseModel):
    """Events that happen to contacts whatever else the world does: a hang-up, an answer, a form that is sent."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    event: str = Field(description="Kind of the event action: ONRELEASE, ONANSWER, ONDATA, …")
    script: str = Field(default="", description="Name of the main script whose contacts it happens to; empty: all.")
    values: tuple[str, ...] = Field(default=(), description="What it brings, by position.")
    fields: dict[str, str] = Field(default={}, description="What it brings, by name.")
    after: Length = Field(default=0.0, description="When it happens first.")
    every: Length | None = Field(default=None, description="Time between two; without it there is only the first.")

    @field_validator("event")
    @classmethod
    def _is_event(cls, value: str) -> str:
        known = kind_of(value)
        if known is None or not known.event:
            raise ValueError(f"{value!r} is no event action")
        return known.name

    @field_validator("every")
    @classmethod
    def _not_at_once(cls, value: float | None) -> float | None:
        if value is not None and value < 0.001:
            raise ValueError("events come at least a millisecond apart")
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
    events: tuple[EventSettings, ...] = ()

    http: HttpSettings = HttpSettings.model_validate({})
    crm: CrmSettings | None = None
    store: str = Field(default="sqlite://", description="SQLAlchemy URL of the prospect store.")
    store_busy_seconds: float = Field(default=2.0, ge=0, le=60, description="How long a locked store is waited for.")
    sources: tuple[Source, ...] = ()
    skills: tuple[SkillSettings, ...] = ()
    values: ValuesSettings = ValuesSettings.model_validate({})
    files: FilesSettings = FilesSettings.model_validate({})
    data: DataSettings = DataSettings.model_validate({})
    mail: MailSettings = MailSettings.model_validate({})
    messages: MessagesSettings = MessagesSettings.model_validate({})
    callers: CallersSettings = CallersSettings.model_validate({})
    hours: HoursSettings = HoursSettings.model_validate({})
    agents: AgentsSettings = AgentsSettings.model_validate({})
    desk: DeskSettings = DeskSettings.model_validate({})
    directory: DirectorySettings = DirectorySettings.model_validate({})

    def parts(self) -> dict[str, Any]:
        """The settings of the parts that are built alike, by name."""
        return {name: getattr(self, name) for name in BUILT_ALIKE}
