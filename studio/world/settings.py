"""What a world file can say, part by part. Everything has a default: an empty file is a world with nothing in it."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from studio.dialer.settings.outcomes import CallingSettings
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source
from studio.dialer.zones.settings import ZoneSettings
from studio.runtime.settings import EngineSettings
from studio.script.catalogue import kind_of
from studio.world.agents.settings import AgentsSettings
from studio.world.callers.settings import CallersSettings
from studio.world.crm_settings import CrmSettings
from studio.world.data.settings import DataSettings
from studio.world.desk.settings import DeskSettings
from studio.world.directory.settings import DirectorySettings
from studio.world.files.settings import FilesSettings
from studio.world.hours.settings import HoursSettings
from studio.world.http_settings import HttpSettings
from studio.world.lengths import Length
from studio.world.lists.settings import ListSettings
from studio.world.mail.settings import MailSettings
from studio.world.messages.settings import MessagesSettings
from studio.world.mock.settings import StandInSettings
from studio.world.values.settings import ValuesSettings
from studio.world.when.settings import Observation

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


def _apart(value: float) -> float:
    if value < 0.001:
        raise ValueError("two come at least a millisecond apart")
    return value


#: The time between two of something that happens again and again.
Interval = Annotated[Length, AfterValidator(_apart)]


class SignalSettings(BaseModel):
    """Signals that come from elsewhere: a wallboard, a button, a web service."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    script: str = Field(description="Name of the main script whose contacts are signalled.", examples=["Main"])
    values: tuple[str, ...] = Field(
        default=(), max_length=9, description="`SP1` to `SP9`, as texts.", examples=[["Status"]]
    )
    after: Length = Field(default=0.0, description="When the first one comes.")
    every: Interval | None = Field(default=None, description="Time between two; without it there is only the first.")


class EventSettings(BaseModel):
    """Events that happen to contacts whatever else the world does: a hang-up, an answer, a form that is sent."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    event: str = Field(description="Kind of the event action: ONRELEASE, ONANSWER, ONDATA, …", examples=["ONRELEASE"])
    script: str = Field(default="", description="Name of the main script whose contacts it happens to; empty: all.")
    values: tuple[str, ...] = Field(default=(), description="What it brings, by position.")
    fields: dict[str, str] = Field(default={}, description="What it brings, by name.")
    after: Length = Field(default=0.0, description="When it happens first.")
    every: Interval | None = Field(default=None, description="Time between two; without it there is only the first.")

    @field_validator("event")
    @classmethod
    def _is_event(cls, value: str) -> str:
        known = kind_of(value)
        if known is None or not known.event:
            raise ValueError(f"{value!r} is no event action")
        return known.name


class SkillSettings(Skill):
    """A skill, with the simulated agents who call for it; without ``calling`` nobody does."""

    calling: CallingSettings | None = Field(
        default=None, description="Simulated agents who call; without it nobody does."
    )
    disposition_script: int | str | None = Field(
        default=None,
        description="Name of the script that begins at its OnDisposition after every attempt at which an agent was.",
        examples=["create_prospects\\disposition"],
    )
    preview_script: int | str | None = Field(
        default=None,
        description="Name of the script that begins at its OnPreview when an agent previews a record.",
        examples=["create_prospects\\preview"],
    )
    suppression_script: int | str | None = Field(
        default=None,
        description="Name of the script that says before every dial, by Permitcall or Suppresscall, whether the call is made.",
        examples=["create_prospects\\suppression"],
    )


class WorldSettings(EngineSettings):
    """A whole world file."""

    until: Length | None = Field(default=None, description="How long a run takes unless said otherwise: 90s, 30m, 2d.")
    signals: tuple[SignalSettings, ...] = Field(default=(), description="Signals from elsewhere.")
    events: tuple[EventSettings, ...] = Field(default=(), description="Events that happen to contacts.")

    mock: tuple[StandInSettings, ...] = Field(
        default=(), max_length=10_000, description="Stand-ins: what happens instead of actions."
    )
    when: tuple[Observation, ...] = Field(
        default=(), max_length=1_000, description="Observations: what the world does when something happens in the run."
    )
    http: HttpSettings = Field(
        default=HttpSettings.model_validate({}), description="The services that scripts reach, and what goes wrong."
    )
    crm: CrmSettings | None = Field(default=None, description="The CRM as a service of this world.")
    store: str = Field(
        default="sqlite://",
        description="URL of the prospect store: `sqlite://` for memory, `sqlite:///file.db`, `postgresql://host/name`; "
        "`${STUDIO_NAME}` in it comes from the environment.",
    )
    store_busy_seconds: float = Field(
        default=2.0, ge=0, le=60, description="How long a store is waited for to which another process writes."
    )
    zones: ZoneSettings = Field(
        default=ZoneSettings.model_validate({}), description="Where the zones of prospects are looked up."
    )
    sources: tuple[Source, ...] = Field(default=(), description="Sources of prospects, with their maps.")
    skills: tuple[SkillSettings, ...] = Field(default=(), description="Skills, with the dialer's settings.")
    lists: tuple[ListSettings, ...] = Field(
        default=(), max_length=100, description="Lists of prospects that are loaded when the world begins."
    )
    values: ValuesSettings = Field(default=ValuesSettings.model_validate({}), description="Shared values.")
    files: FilesSettings = Field(default=FilesSettings.model_validate({}), description="Files that scripts use.")
    data: DataSettings = Field(default=DataSettings.model_validate({}), description="Databases.")
    mail: MailSettings = Field(default=MailSettings.model_validate({}), description="Mail that scripts send.")
    messages: MessagesSettings = Field(default=MessagesSettings.model_validate({}), description="Text messages.")
    callers: CallersSettings = Field(
        default=CallersSettings.model_validate({}), description="The people on the phone, and what they press."
    )
    hours: HoursSettings = Field(default=HoursSettings.model_validate({}), description="Hours of operation.")
    agents: AgentsSettings = Field(default=AgentsSettings.model_validate({}), description="Agents and queues.")
    desk: DeskSettings = Field(default=DeskSettings.model_validate({}), description="What agents see on their screens.")
    directory: DirectorySettings = Field(
        default=DirectorySettings.model_validate({}), description="What the platform's own services look up."
    )

    @model_validator(mode="after")
    def _lists_have_skills(self) -> Self:
        known = {each.number for each in self.skills}
        for each in self.lists:
            if each.skill not in known:
                raise ValueError(f"the list {each.file} is for skill {each.skill}, which isn't stated")
        return self

    def parts(self) -> dict[str, Any]:
        """The settings of the parts that are built alike, by name."""
        return {name: getattr(self, name) for name in BUILT_ALIKE}
