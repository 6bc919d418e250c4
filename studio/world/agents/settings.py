"""How a world file states agents, skills and queues (its part ``agents``)."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from studio.world.agents.handling import HandlingSettings
from studio.world.lengths import Drawn, Length
from studio.world.repeated import repeated
from studio.world.texts import Text, as_text

if TYPE_CHECKING:
    from studio.runtime.engine import Engine


def _texts_as_keys(value: Any) -> Any:
    return {as_text(key): each for key, each in value.items()} if isinstance(value, dict) else value


#: A number or a text, kept as text.
Id = Annotated[Text, Field(min_length=1, max_length=100)]


class PrioritySettings(BaseModel):
    """How contacts of a skill are ranked where Reqagent leaves it to the skill; the defaults are Reqagent's own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    initial: float = Field(default=0, ge=0, le=1000, description="Priority at first.")
    acceleration: float = Field(default=1, ge=0, le=1000, description="How much it grows in a minute.")
    max: float = Field(default=1000, ge=0, le=1000, description="What it does not grow beyond.")


class SkillSettings(HandlingSettings):
    """A skill with its queue; what its agents do differently for it may stand here too."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: Id | None = Field(default=None, description="Its number.")
    name: str = Field(default="", max_length=100, description="Its name; scripts find it by number or by name.")
    media: str = Field(default="Phone", description="Phone, Email, Chat, Voicemail, Work Item, SMS or Digital.")
    outbound: bool = Field(default=False, description="True: its agents call out; they are then in OutboundContact.")
    persistent: bool | None = Field(
        default=None,
        description="True: a contact rests from Reqagent until it is taken. Empty: as the media says (Email).",
    )
    script: str = Field(
        default="",
        description="Script of contacts that begin with this skill: voicemails, appointments, contacts moved to it.",
    )
    priority: PrioritySettings = Field(default=PrioritySettings(), description="How its contacts are ranked.")
    running: bool = Field(default=True, description="False: an outbound skill that is stopped (Pullobagent).")
    agentless: bool = Field(default=False, description="True: an outbound skill without agents (Pullobagent).")
    priority_blending: bool = Field(default=False, description="True: an outbound skill that blends by priority.")

    @model_validator(mode="after")
    def _is_called_something(self) -> SkillSettings:
        if self.number is None and not self.name.strip():
            raise ValueError("a skill has a number, a name, or both")
        return self


class ShiftSettings(BaseModel):
    """A time at which an agent is logged in, from the begin of the run."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    begins: Length = Field(default=0.0, alias="from", description="When they log in.")
    until: Length | None = Field(default=None, description="When they log out; empty: never.")

    @model_validator(mode="after")
    def _ends_later(self) -> ShiftSettings:
        if self.until is not None and self.until <= self.begins:
            raise ValueError("a shift ends after it begins")
        return self


class AgentSettings(HandlingSettings):
    """One agent; what they do differently from others may stand here too."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Id = Field(description="Their number.")
    first_name: str = Field(default="", description="First name.")
    last_name: str = Field(default="", description="Last name.")
    user_id: str = Field(default="", description="Id of their user; empty: the agent's id.")
    user_name: str = Field(default="", description="Name by which they log in.")
    team: str = Field(default="", description="Their team.")
    skills: Annotated[dict[str, Annotated[int, Field(ge=1, le=20)]], BeforeValidator(_texts_as_keys)] = Field(
        default={}, description="Proficiency by skill, 1 (best) to 20."
    )
    state: Literal["Available", "Unavailable", "LoggedIn", "Dialer", "LoggedOut"] = Field(
        default="Available", description="The state in which they begin a shift."
    )
    reason: str = Field(default="", description="The reason of that state, such as Lunch.")
    shifts: tuple[ShiftSettings, ...] = Field(default=(), description="When they work; empty: all the time.")
    digital_at_once: int = Field(default=1, ge=1, le=100, description="Digital contacts that they take at once.")

    @field_validator("shifts")
    @classmethod
    def _in_order(cls, value: tuple[ShiftSettings, ...]) -> tuple[ShiftSettings, ...]:
        for earlier, later in pairwise(value):
            if earlier.until is None or later.begins < earlier.until:
                raise ValueError("shifts stand in order and do not overlap")
        return value


class PointSettings(BaseModel):
    """A point of contact for work items."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Id = Field(description="Its number.")
    name: str = Field(default="", description="Its name; scripts name it by id, by name, or as id - name.")
    script: str = Field(description="The script that handles what comes in.")
    skill: str = Field(default="", description="The skill that Default means there.")


class CallbackSettings(BaseModel):
    """What becomes of calls that are made when an agent takes a contact that waits for one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    answered: float = Field(default=1.0, ge=0, le=1, description="Share of the calls that are answered.")
    ring: Drawn = Field(default="5s", validate_default=True, description="How long it rings.")


class TrafficSettings(BaseModel):
    """Other contacts in the queue, which no script here handles: they wait, are taken, and go."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    skill: Id = Field(description="The skill that they wait for.")
    after: Length = Field(default=0.0, description="When the first one comes.")
    every: Drawn | None = Field(default=None, description="Time between two; empty: all come at once.")
    count: int = Field(default=1, ge=1, le=100_000, description="How many come.")
    patience: Drawn = Field(default="never", description="How long one waits before it gives up; never: for ever.")


class AgentsSettings(HandlingSettings):
    """Agents, skills and queues. Without agents whoever queues waits, and nobody answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    skills: tuple[SkillSettings, ...] = Field(
        default=(), description="The skills; with none of them stated every name that a script uses is a skill."
    )
    agents: tuple[AgentSettings, ...] = Field(default=(), description="The agents.")
    default_skill: str = Field(
        default="", description="The skill of contacts that came with none; empty: the first one that is stated."
    )
    points_of_contact: tuple[PointSettings, ...] = Field(default=(), description="Where work items come in.")
    callbacks: CallbackSettings = Field(default=CallbackSettings(), description="How calls back go.")
    traffic: tuple[TrafficSettings, ...] = Field(default=(), description="Other contacts in the queues.")
    ports: dict[str, Annotated[int, Field(ge=0)]] = Field(
        default={}, description="Room for contacts by media, for the action Info: Phone, Email, …"
    )

    @model_validator(mode="after")
    def _names_fit(self) -> AgentsSettings:
        names = _names_of(self.skills)
        if (id := repeated(each.id for each in self.agents)) is not None:
            raise ValueError(f"two agents have the id {id}")
        if not self.skills:
            return self
        named = [(f"agent {each.id}", skill) for each in self.agents for skill in each.skills]
        named += [("default_skill", self.default_skill)] if self.default_skill else []
        named += [("traffic", each.skill) for each in self.traffic]
        named += [(f"point of contact {each.id}", each.skill) for each in self.points_of_contact if each.skill]
        for who, skill in named:
            if skill.strip().lower() not in names:
                raise ValueError(f"{who}: there is no skill {skill!r}")
        return self

    def build(self, engine: Engine, folder: Path) -> Any:
        """The part for this engine; ``folder`` is where relative paths begin."""
        from studio.world.agents.simulated import SimulatedAgents

        return SimulatedAgents(self, engine)


def _names_of(skills: tuple[SkillSettings, ...]) -> set[str]:
    names = [called for each in skills for called in {each.number or "", each.name.strip().lower()} - {""}]
    if (twice := repeated(names)) is not None:
        raise ValueError(f"two skills are called {twice!r}")
    return set(names)
