"""Agents and skills of a world, whoever knows them: the one place where desk and directory ask for them.

The part ``agents`` comes first; agents and skills of the part ``directory`` come beside them, and skills of the dialer.
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
    part, directory = engine.ports.find("agents"), engine.ports.find("directory")
    found: dict[str, Agent] = {}
    for each in [*_listed(part, "agents"), *_stated(directory, "agents")]:
        agent = _agent(each)
        found.setdefault(agent.id, agent)
    return list(found.values())


def agent(engine: Engine, id: str) -> Agent | None:
    """The agent of this id, or None."""
    return next((each for each in agents(engine) if each.id == id.strip()), None)


def skills(engine: Engine) -> list[Skill]:
    """All skills, once each."""
    part, directory = engine.ports.find("agents"), engine.ports.find("directory")
    found: dict[str, Skill] = {}
    for each in [*_listed(part, "skills"), *_stated(directory, "skills"), *getattr(engine.settings, "skills", ())]:
        skill = _skill(each)
        found.setdefault(skill.id, skill)
    return list(found.values())


def skill(engine: Engine, wanted: str) -> Skill | None:
    """The skill of this id, or of this name in any letter case; None if there is none."""
    return _skill_named(skills(engine), wanted)


def _skill_named(every: list[Skill], wanted: str) -> Skill | None:
    folded = wanted.strip().lower()
    by_id = next((each for each in every if each.id.lower() == folded), None)
    return by_id or next((each for each in every if each.name and each.name.lower() == folded), None)


def state_of(engine: Engine, id: str) -> str:
    """The state of an agent; ``LoggedOut`` for one who isn't there."""
    part, directory = engine.ports.find("agents"), engine.ports.find("directory")
    if part is not None and any(_agent(each).id == id for each in _listed(part, "agents")):
        found = part.state_of(id)
        name = found if isinstance(found, str) else _read(found, "state", "name", default="")
        return str(name or LOGGED_OUT)
    return str(directory.sessions.states.get(id, LOGGED_OUT)) if directory is not None else LOGGED_OUT


def set_state(engine: Engine, id: str, state: str, reason: str) -> None:
    """Set the state of an agent who is known."""
    part, directory = engine.ports.find("agents"), engine.ports.find("directory")
    if part is not None and any(_agent(each).id == id for each in _listed(part, "agents")):
        part.set_state(id, state, reason)
    elif directory is not None:
        directory.sessions.states[id] = state


def logged_in(engine: Engine, id: str) -> bool:
    """True if an agent is there. A world that names no agents takes everybody for present [choice]."""
    return not agents(engine) or state_of(engine, id).lower().replace(" ", "") not in ("loggedout", "notloggedin", "")


def agent_of(contact: Contact) -> str:
    """The id of the agent who has the contact, or ""."""
    return str((contact.about or {}).get("__agentid") or "")


def who_answers(engine: Engine, contact: Contact) -> dict[str, str]:
    """What event actions such as Onanswer are told: skill and agent of the contact, by the names of their properties."""
    id = agent_of(contact)
    found = agent(engine, id) or Agent(id)
    wanted = str((contact.about or {}).get("__skill") or "")
    named = skill(engine, wanted) if wanted else None
    return {
        "SkillNameVar": named.name if named is not None else wanted,
        "AgentFirstName": found.first_name,
        "AgentLastName": found.last_name,
        "AgentID": found.id,
    }


# ------------------------------------------------------------------------------- what others call their members
def _listed(part: Any, name: str) -> Iterable[Any]:
    found = getattr(part, name, None)
    found = found() if callable(found) else found
    return found.values() if isinstance(found, dict) else found or ()


def _stated(directory: Any, name: str) -> Iterable[Any]:
    return getattr(getattr(directory, "settings", None), name, ())


def _read(each: Any, *names: str, default: Any) -> Any:
    """The first of these members that something has, be it an object or a mapping."""
    for name in names:
        value = each.get(name) if isinstance(each, dict) else getattr(each, name, None)
        if value is not None:
            return value
    return default


def _agent(each: Any) -> Agent:
    first, _, last = str(_read(each, "name", default="")).partition(" ")
    rated = _read(each, "skills", default={})
    proficiencies = rated if isinstance(rated, dict) else dict.fromkeys(rated, 1)
    return Agent(
        id=str(_read(each, "id", "number", default="")),
        first_name=str(_read(each, "first_name", "first", default=first)),
        last_name=str(_read(each, "last_name", "last", default=last)),
        user_name=str(_read(each, "user_name", "login", default="")),
        email=str(_read(each, "email", default="")),
        team_id=str(_read(each, "team_id", default="")),
        team=str(_read(each, "team", default="")),
        active=bool(_read(each, "active", default=True)),
        supervisor=bool(_read(each, "supervisor", default=False)),
        skills={str(name): value if isinstance(value, int) else 1 for name, value in proficiencies.items()},
        session=str(_read(each, "session", default="")),
    )


def _skill(each: Any) -> Skill:
    return Skill(
        id=str(_read(each, "id", "number", default="")),
        name=str(_read(each, "name", default="")),
        media=str(_read(each, "media", default="Phone")),
        outbound=bool(_read(each, "outbound", "personal_connection", default=False)),
        active=bool(_read(each, "active", default=True)),
        campaign=str(_read(each, "campaign", default="")),
    )
