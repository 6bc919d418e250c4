"""Agents and skills of a world, whoever knows them: the one place where desk and directory ask for them.

The part ``agents`` comes first; agents and skills that the part ``directory`` states come beside them, and the dialer's
skills.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine

#: The state of one who isn't there.
LOGGED_OUT = "LoggedOut"


@dataclass(frozen=True, slots=True)
class Agent:
    """What the platform tells of an agent."""

    id: str
    first_name: str = ""
    last_name: str = ""
    user_id: str = ""
    user_name: str = ""
    email: str = ""
    team_id: str = ""
    team: str = ""
    active: bool = True
    supervisor: bool = False
    #: Proficiency by id of the skill.
    skills: dict[str, int] = field(default_factory=dict)
    session: str = ""


@dataclass(frozen=True, slots=True)
class Skill:
    """What the platform tells of a skill."""

    id: str
    name: str = ""
    media: str = "Phone"
    outbound: bool = False
    active: bool = True
    campaign: str = ""


class Everybody:
    """Agents and skills as they are known at one moment, for who asks for many of them."""

    def __init__(self, engine: Engine) -> None:
        self.now = engine.now
        self._agents = {each.id: each for each in agents(engine)}
        self._skills = skills(engine)
        self._by_id = {each.id: each for each in self._skills}

    def agent(self, id: str) -> Agent:
        """The agent of this id; one of whom no more than the id is known, if need be."""
        return self._agents.get(id) or Agent(id)

    def skill(self, wanted: str) -> Skill:
        """The skill of this id or name; one of which no more than that is known, if need be."""
        return self._by_id.get(wanted) or _skill_named(self._skills, wanted) or Skill(wanted)


def agents(engine: Engine) -> list[Agent]:
    """All agents, once each."""
    return list(_once([_agent(each) for each in [*_in_part(engine, "agents"), *_stated(engine, "agents")]]).values())


def agent(engine: Engine, id: str) -> Agent | None:
    """The agent of this id, or None."""
    return next((each for each in agents(engine) if each.id == id.strip()), None)


def skills(engine: Engine) -> list[Skill]:
    """All skills, once each."""
    dialer = getattr(engine.settings, "skills", ())
    found = [*_in_part(engine, "skills"), *_stated(engine, "skills"), *dialer]
    return list(_once([_skill(each) for each in found]).values())


def skill(engine: Engine, wanted: str) -> Skill | None:
    """The skill of this id, or of this name in any letter case; None if there is none."""
    return _skill_named(skills(engine), wanted)


def state_of(engine: Engine, id: str) -> str:
    """The state of an agent; ``LoggedOut`` for one who isn't there."""
    if _knows(engine, id):
        found = engine.ports.find("agents").state_of(id)
        return str(found[0] if isinstance(found, (tuple, list)) else found)
    directory = engine.ports.find("directory")
    return str(directory.sessions.states.get(id, LOGGED_OUT)) if directory is not None else LOGGED_OUT


def set_state(engine: Engine, id: str, state: str, reason: str = "") -> None:
    """Set the state of an agent who is known; ``LoggedOut`` sends them away."""
    part = engine.ports.find("agents")
    if not _knows(engine, id):
        engine.ports.directory.sessions.states[id] = state
    elif state == LOGGED_OUT and hasattr(part, "log_out"):
        part.log_out(id)
    else:
        part.set_state(id, state, reason)


def logged_in(engine: Engine, id: str) -> bool:
    """True if an agent is there. A world that names no agents takes everybody for present [choice]."""
    return not agents(engine) or state_of(engine, id) != LOGGED_OUT


def agent_of(contact: Contact) -> str:
    """The id of the agent who has the contact, or ""."""
    return contact.told("__agentid")


def with_agent(engine: Engine, contact: Contact) -> bool:
    """True if an agent speaks with the contact, who is not on hold as far as anybody knows."""
    place_of = getattr(engine.ports.find("agents"), "place_of", None)
    place = place_of(contact.id) if place_of is not None else ""
    return place == "with an agent" if place else bool(agent_of(contact))


def hold(engine: Engine, contact: Contact) -> None:
    """Put a contact on hold: its Onhold happens, by way of the agent who has it where the world has such agents."""
    part, id = engine.ports.find("agents"), agent_of(contact)
    if _knows(engine, id) and hasattr(part, "hold"):
        part.hold(id, contact.id)
    else:
        engine.raise_event(contact.id, "ONHOLD")


def who_answers(engine: Engine, contact: Contact) -> dict[str, str]:
    """What event actions such as Onpageopen are told: skill and agent of the contact, by the names of their properties."""
    known = Everybody(engine)
    found, named = known.agent(agent_of(contact)), known.skill(contact.told("__skill"))
    return {
        "SkillNameVar": named.name or named.id,
        "AgentFirstName": found.first_name,
        "AgentLastName": found.last_name,
        "AgentID": found.id,
    }


# --------------------------------------------------------------------------- where they stand, and under which names
def _in_part(engine: Engine, name: str) -> Iterable[Any]:
    listed = getattr(engine.ports.find("agents"), name, None)
    return listed() if callable(listed) else ()


def _stated(engine: Engine, name: str) -> Iterable[Any]:
    return getattr(getattr(engine.ports.find("directory"), "settings", None), name, ())


def _knows(engine: Engine, id: str) -> bool:
    return any(_agent(each).id == id for each in _in_part(engine, "agents"))


def _once(found: list[Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for each in found:
        kept.setdefault(each.id, each)
    return kept


def _skill_named(every: list[Skill], wanted: str) -> Skill | None:
    folded = wanted.strip().lower()
    by_id = next((each for each in every if each.id.lower() == folded), None)
    return by_id or next((each for each in every if each.name and each.name.lower() == folded), None)


def _read(each: Any, *names: str, default: Any) -> Any:
    """The first of these members that has a value."""
    for name in names:
        value = getattr(each, name, None)
        if value is not None and value != "":
            return value
    return default


def _agent(each: Any) -> Agent:
    texts = ("first_name", "last_name", "user_id", "user_name", "email", "team_id", "team", "session")
    return Agent(
        id=str(each.id),
        active=bool(_read(each, "active", default=True)),
        supervisor=bool(_read(each, "supervisor", default=False)),
        skills={str(skill): value for skill, value in _read(each, "skills", default={}).items()},
        **{name: str(_read(each, name, default="")) for name in texts},
    )


def _skill(each: Any) -> Skill:
    return Skill(
        id=str(_read(each, "id", "key", "number", default="")),
        name=str(_read(each, "name", default="")),
        media=str(_read(each, "media", default="Phone")),
        outbound=bool(_read(each, "outbound", "personal_connection", default=False)),
        active=bool(_read(each, "active", default=True)),
        campaign=str(_read(each, "campaign", default="")),
    )
