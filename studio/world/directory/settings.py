"""How a world file states what the platform's own API can be asked: users, skills, address books (its part
``directory``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from studio.world.instants import Instant
from studio.world.texts import numbers_too

if TYPE_CHECKING:
    from studio.runtime.engine import Engine


class _Stated(BaseModel):
    # People write ids as numbers.
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, json_schema_extra=numbers_too)


class UserSettings(_Stated):
    """An employee in whose name API actions may act."""

    id: str = Field(min_length=1, description="Id of the user.")
    name: str = Field(default="", description="Name by which Setsecurityuser may say who it is.")
    active: bool = Field(default=True, description="Whether the user may act at all.")
    denied: tuple[str, ...] = Field(default=(), description="Kinds of actions that the user has no permission for.")


class AgentSettings(_Stated):
    """An agent, where the world has no part ``agents`` that knows its own."""

    id: str = Field(min_length=1, description="Id of the agent.")
    first_name: str = Field(default="", description="First name.")
    last_name: str = Field(default="", description="Last name.")
    user_name: str = Field(default="", description="Name for logging in.")
    email: str = Field(default="", description="Mail address.")
    team_id: str = Field(default="", description="Id of the team.")
    team: str = Field(default="", description="Name of the team.")
    active: bool = Field(default=True, description="Whether the agent can log in.")
    supervisor: bool = Field(default=False, description="Whether it is a supervisor.")
    skills: dict[str, int] = Field(default={}, description="Proficiency (1 best, 20 least) by id of the skill.")
    state: str = Field(default="Available", description="State at the beginning: Available, Unavailable or LoggedOut.")
    session: str = Field(default="", description="Id of the session; the agent's id where none is given.")


class SkillSettings(_Stated):
    """A skill, where the world has no part ``agents`` that knows its own."""

    id: str = Field(min_length=1, description="Id of the skill.")
    name: str = Field(default="", description="Name of the skill.")
    media: str = Field(default="Phone", description="Medium of its contacts.")
    outbound: bool = Field(default=False, description="Whether it is for calls that go out.")
    active: bool = Field(default=True, description="Whether it is in use.")
    campaign: str = Field(default="", description="Name of its campaign.")


class EntrySettings(_Stated):
    """An entry of an address book."""

    first_name: str = Field(default="", description="First name.")
    middle_name: str = Field(default="", description="Middle name.")
    last_name: str = Field(default="", description="Last name.")
    company: str = Field(default="", description="Company.")
    phone: str = Field(default="", description="Phone number.")
    mobile: str = Field(default="", description="Number of the mobile phone.")
    email: str = Field(default="", description="Mail address.")


class BookSettings(_Stated):
    """An address book."""

    id: str = Field(min_length=1, description="Id of the book.")
    name: str = Field(default="", description="Name of the book.")
    type: str = Field(default="Standard", description="Type of the book: Standard or Dynamic.")
    entries: tuple[EntrySettings, ...] = Field(default=(), description="Its entries, in their order.")


class PointSettings(_Stated):
    """A point of contact."""

    id: str = Field(min_length=1, description="Id of the point of contact.")
    name: str = Field(default="", description="Name.")
    address: str = Field(default="", description="What contacts reach: a number, a mail address.")
    media: str = Field(default="Phone", description="Medium of its contacts.")
    script: str = Field(default="", description="Name of the script that is run.")
    skill: str = Field(default="", description="Id of the skill.")
    active: bool = Field(default=True, description="Whether it is in use.")


class PastContactSettings(_Stated):
    """A contact that had ended before the world begins."""

    id: str = Field(min_length=1, description="Id of the contact.")
    master: str = Field(default="", description="Id of its family; its own where none is given.")
    start: Instant = Field(description="When it began.")
    end: Instant = Field(description="When it ended.")
    from_address: str = Field(default="", description="Who called or wrote.")
    to_address: str = Field(default="", description="What was called or written to.")
    media: str = Field(default="Phone", description="Medium.")
    skill: str = Field(default="", description="Id of the skill.")
    agent: str = Field(default="", description="Id of the agent.")
    outbound: bool = Field(default=False, description="Whether it went out.")
    logged: bool = Field(default=False, description="Whether it was recorded.")
    tags: tuple[str, ...] = Field(default=(), description="Its tags.")


class SuppressedSettings(_Stated):
    """A value on the list of suppressed contacts, such as a number."""

    value: str = Field(min_length=1, max_length=50, description="The value that Checkcallsup is asked for.")
    start: Instant | None = Field(default=None, description="From when; empty: always was.")
    end: Instant | None = Field(default=None, description="Until when; empty: for good.")
    skills: tuple[str, ...] = Field(default=(), description="Ids of the skills for which it counts; empty: all.")


class DoNotCallSettings(_Stated):
    """A group of numbers that must not be called."""

    group: str = Field(min_length=1, description="Name of the group.")
    skills: tuple[str, ...] = Field(
        default=(), description="Ids of the skills that add to it and keep to it; empty: every skill keeps to it."
    )
    numbers: tuple[str, ...] = Field(default=(), description="The numbers.")


class DirectorySettings(BaseModel):
    """What the platform's own API answers. Without users every user is taken for valid."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    users: tuple[UserSettings, ...] = Field(default=(), description="Who may act; empty: everybody.")
    impersonate: bool = Field(default=True, description="Whether sessions of agents may be joined.")
    calls_a_minute: int | None = Field(default=None, ge=0, description="Calls of a user in a minute; null: any number.")
    agents: tuple[AgentSettings, ...] = Field(default=(), description="Agents, beside those of the part agents.")
    skills: tuple[SkillSettings, ...] = Field(default=(), description="Skills, beside those that the world has.")
    address_books: tuple[BookSettings, ...] = Field(default=(), description="Address books with their entries.")
    points_of_contact: tuple[PointSettings, ...] = Field(default=(), description="Points of contact.")
    contacts: tuple[PastContactSettings, ...] = Field(default=(), description="Contacts of the past.")
    suppressed: tuple[SuppressedSettings, ...] = Field(default=(), description="The list that Checkcallsup asks.")
    do_not_call: tuple[DoNotCallSettings, ...] = Field(default=(), description="Numbers that must not be called.")

    def build(self, engine: Engine, folder: Path) -> Any:
        """The part for this engine; ``folder`` is where relative paths begin."""
        from studio.world.directory.simulated import SimulatedDirectory

        return SimulatedDirectory(engine, self)
