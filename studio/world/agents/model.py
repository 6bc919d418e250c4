"""Agents and the contacts that they take, as plain data."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from studio.runtime.clock import SECOND
from studio.runtime.ports.agents import AFTER_CALL, BEST, WORST, AgentState, Priority, ReturnCall

#: Where a contact is. ``offered``: an agent's phone rings, or the number of a callback is dialled.
Place = Literal["queued", "offered", "active"]


@dataclass(slots=True)
class Asked:
    """What a contact asks of the queue of one skill. ``since`` is when it first did."""

    skill: str
    since: int
    priority: Priority
    #: True where the script has ranked it itself.
    custom: bool = False
    agent: str = ""
    best: int = BEST
    worst: int = WORST

    def rank(self, now: int) -> float:
        """Its priority now; acceleration counts whole seconds [documented]."""
        ranked = self.priority
        seconds = (now - self.since) // SECOND
        return min(ranked.most, ranked.initial + ranked.acceleration * seconds / 60)


@dataclass(slots=True)
class Item:
    """One contact in the model. ``id`` is that of the contact, or of its own where no script handles it."""

    id: str
    media: str
    order: int
    asked: dict[str, Asked]
    place: Place = "queued"
    #: A number of its own for every change of place, so that what was planned before is known to be stale.
    turn: int = 0
    agent: str = ""
    skill: str = ""
    answered: int = 0
    held: bool = False
    digital: bool = False
    outbound: bool = False
    transferred: bool = False
    #: Id of the agent that had it before.
    prior: str = ""
    #: The call to be made when an agent takes it.
    call: ReturnCall | None = None

    @property
    def where(self) -> str:
        """Its place in words."""
        if self.place != "active":
            return self.place
        return "on hold" if self.held else "with an agent"

    @property
    def since(self) -> int:
        """When it first asked for the skill that it has waited for longest."""
        return min((each.since for each in self.asked.values()), default=0)


@dataclass(slots=True)
class Agent:
    """One agent. ``state`` is the one that they chose; what others see is ``shown``."""

    id: str
    first_name: str
    last_name: str
    user_id: str
    user_name: str
    team: str
    skills: dict[str, int]
    digital_at_once: int = 1
    state: AgentState = "LoggedOut"
    reason: str = ""
    #: State and reason that count when the present contact is over.
    then: tuple[AgentState, str] | None = None
    items: list[str] = field(default_factory=list)
    after_call: bool = False
    #: Grows with every change of state, so that what was planned before is known to be stale.
    turn: int = 0
    idle_since: int = 0

    def shown(self, outbound: bool) -> tuple[AgentState, str]:
        """State and reason as others see them; ``outbound`` says whether the present contact is."""
        if self.items:
            return ("OutboundContact" if outbound else "InboundContact"), ""
        if self.after_call:
            return "Unavailable", AFTER_CALL
        return self.state, self.reason

    @property
    def logged_in(self) -> bool:
        """True while they are at work."""
        return self.state != "LoggedOut"

    def may_take(self, digital: bool, others_digital: bool) -> bool:
        """True if they can take one more: one contact at a time, but several digital ones [choice]."""
        if self.state != "Available" or self.after_call or self.then is not None:
            return False
        if not self.items:
            return True
        return digital and others_digital and len(self.items) < self.digital_at_once


def item_data(item: Item) -> dict[str, Any]:
    """An item as plain data."""
    return asdict(item)


def read_item(data: dict[str, Any]) -> Item:
    """An item from plain data."""
    asked = {key: Asked(**(each | {"priority": Priority(**each["priority"])})) for key, each in data["asked"].items()}
    return Item(**(data | {"asked": asked, "call": ReturnCall(**data["call"]) if data["call"] else None}))


#: What changes of an agent; the rest stands in the world file.
_CHANGING = ("state", "reason", "items", "after_call", "turn", "idle_since")


def agent_data(agent: Agent) -> dict[str, Any]:
    """What has changed of an agent, as plain data."""
    found = {name: getattr(agent, name) for name in _CHANGING}
    return found | {"items": list(agent.items), "then": list(agent.then) if agent.then else None}


def restore_agent(agent: Agent, data: dict[str, Any]) -> None:
    """Bring an agent to a saved state."""
    for name in _CHANGING:
        setattr(agent, name, data[name])
    agent.items = list(data["items"])
    then = data["then"]
    agent.then = (then[0], then[1]) if then else None
