"""Agents, skills and queues: what actions may ask of them, and what a test or a desktop may let agents do.

Other parts are told of two things, where they have the method: ``contact_parted(engine, contact)``, the call of a contact is
over although it lives on and keeps its place (Callback), and ``contact_moved(engine, contact, child)``, whoever was on its line
is with the child now. A part ``callers`` that has ``call_back(engine, contact, number)`` says whether a number answers that is
called back, and after how many seconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from studio.runtime.ports import WorldFault

if TYPE_CHECKING:
    from studio.runtime.contact import Contact

#: States of agents, by the names that the platform's interface gives them. LoggedIn: in, but no state chosen yet.
AgentState = Literal[
    "LoggedOut", "LoggedIn", "Available", "Unavailable", "InboundContact", "OutboundContact", "InboundConsult",
    "OutboundConsult", "Dialer",
]  # fmt: skip
#: The reason of an agent who has work left after a contact: the state is Unavailable.
AFTER_CALL = "ACW"
#: The best proficiency and the worst.
BEST, WORST = 1, 20


class RoutingFault(WorldFault):
    """What was asked of agents or queues can't be done; the message says why."""


@dataclass(frozen=True, slots=True)
class Priority:
    """A place in the queue: it begins at ``initial`` and grows by ``acceleration`` a minute, up to ``most``."""

    initial: float = 0
    acceleration: float = 1
    most: float = 1000


def priority_of(initial: float, acceleration: float, most: float) -> Priority:
    """A priority within the platform's bounds, 0 to 1000 [documented for the values; that others are cut: choice]."""
    return Priority(*(max(0.0, min(1000.0, float(each))) for each in (initial, acceleration, most)))


def proficiency_of(value: float) -> int:
    """A proficiency, cut to 1 to 20 [choice]."""
    return int(max(BEST, min(WORST, value)))


@dataclass(frozen=True, slots=True)
class Wish:
    """What a contact asks of a queue. ``skill`` is a number or a name, ``Default`` or empty: the contact's own skill.

    ``priority`` None: the skill's. ``agent`` is the one that it wants, if any.
    """

    skill: str = ""
    agent: str = ""
    priority: Priority | None = None
    best: int = BEST
    worst: int = WORST


@dataclass(frozen=True, slots=True)
class ReturnCall:
    """A call that an agent's acceptance sets off: whom to dial, the number shown, and seconds between the two."""

    number: str
    caller_id: str = ""
    delay: float = 0.0


@dataclass(frozen=True, slots=True)
class Appointment:
    """A call that was promised for a time (microseconds). ``skill`` and ``agent`` say whose work it is."""

    when: int
    number: str
    skill: str = ""
    agent: str = ""
    first_name: str = ""
    last_name: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class AgentView:
    """One agent as others see them. ``skills`` gives the proficiency by key of the skill, ``contacts`` are those they have."""

    id: str
    first_name: str
    last_name: str
    user_id: str
    user_name: str
    team: str
    state: AgentState
    reason: str
    skills: Mapping[str, int] = field(default_factory=dict)
    contacts: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SkillView:
    """One skill. ``key`` is its number, or its name where it has none."""

    key: str
    number: str
    name: str
    media: str
    outbound: bool
    script: str


@dataclass(frozen=True, slots=True)
class AgentCounts:
    """Agents by state. ``total`` are those logged in."""

    total: int
    available: int
    unavailable: int
    inbound: int
    outbound: int
    dialer: int


@dataclass(frozen=True, slots=True)
class WaitEstimate:
    """How long a contact will wait, in seconds, and what that was worked out of.

    ``confidence`` is a percentage; None: there is nothing to go by.
    """

    seconds: float = 0
    range: float = 0
    adjusted: float = 0
    confidence: float | None = None
    average_queue: float = 0
    average_wait: float = 0
    arrival_rate: float = 0
    average_talk: float = 0
    service_rate: float = 0
    longest_wait: float = 0
    talk_deviation: float = 0
    agents_busy: int = 0
    waited: float = 0


#: What becomes of a wish for an agent of the dialer.
Pull = Literal["pulled", "no skill", "stopped", "agentless", "blended", "too many", "no agents", "none in time"]


class Agents(Protocol):
    """Agents and queues. Contacts are known by their ids; a method that can't do what it says raises RoutingFault."""

    # ------------------------------------------------------------------------------------------- for contacts
    def request(self, contact: Contact, wish: Wish) -> bool:
        """Queue a contact, or let it wait for one more skill. True: it is persistent, and rests until it is taken."""
        ...

    def request_digital(self, contact: Contact, wish: Wish) -> None:
        """Queue a digital contact for this skill instead of the one that it waits for."""
        ...

    def update(self, contact: Contact, priority: Priority, best: int, worst: int) -> None:
        """Change how a queued contact is ranked, and who may take it."""
        ...

    def skill(self, text: str, contact: Contact) -> SkillView:
        """The skill that a text means to a contact: a number, a name, or Default."""
        ...

    def reskill(self, contact: Contact, skill: str) -> None:
        """Take a contact out of its queue, or from its agent, and queue it for this skill alone."""
        ...

    def moved(self, contact: Contact, child: str) -> None:
        """A contact goes on as its child: whoever was on the line is there now."""
        ...

    def leave(self, contact: Contact) -> bool:
        """The work on a contact is done: it leaves its queue or its agent. False if it had neither."""
        ...

    # ------------------------------------------------------------------------------------------- for callbacks
    def call_back(self, contact: Contact, call: ReturnCall) -> None:
        """End the call of a queued contact, which keeps its place and is called when an agent takes it."""
        ...

    def queue_callback(self, contact: Contact, wish: Wish, call: ReturnCall) -> None:
        """Queue a contact without a call, to be called when an agent takes it."""
        ...

    def callbacks(self, number: str, skill: str, contact: Contact) -> list[str]:
        """Contacts that wait to be called at this number for this skill, the first in the queue first."""
        ...

    def take_over(
        self, contact: Contact, number: str, skill: str, *, abandoned: bool, published: dict[str, str]
    ) -> str:
        """Give a contact the place of those that wait to be called at its number, and end these; the first one's id."""
        ...

    def appoint(self, appointment: Appointment, contact: Contact) -> str:
        """Remember a call for later; its id."""
        ...

    def queue_without_call(
        self, contact: Contact, wish: Wish, media: str, parameters: list[str], about: dict[str, Any]
    ) -> str:
        """Make a contact of a recording or the like, in the skill's script if it states one, and queue it; its id."""
        ...

    def point_of_contact(self, text: str) -> tuple[str, dict[str, Any]]:
        """Script and predefined values of a point of contact, by id, name or ``id - name``."""
        ...

    # ----------------------------------------------------------------------------------------------- counting
    def queue(
        self, skills: str, contact: Contact, *, ahead: bool = False, best: int = BEST, worst: int = WORST
    ) -> tuple[int, int]:
        """How many wait for these skills, or wait ahead of a contact, and the seconds of the longest wait."""
        ...

    def count(self, skills: str, best: int = BEST, worst: int = WORST) -> AgentCounts:
        """Agents of these skills by state; ``skills`` are numbers or names between commas, or All."""
        ...

    def estimate(self, skill: str, contact: Contact, minutes: float) -> WaitEstimate:
        """How long a contact will wait for a skill, judged by what has happened lately."""
        ...

    def contacts_by_media(self) -> dict[str, int]:
        """Living contacts by type of their script, and those that wait to be called as ``Callback``."""
        ...

    def ports_of(self, media: str) -> int | None:
        """How many contacts of a type the world has room for, if it says so."""
        ...

    def pull(self, skill: str) -> bool:
        """Get an agent of this skill out of the dialer, unless one is free; False if there is none."""
        ...

    def pull_outbound(self, outbound: str, inbound: str, seconds: float) -> Pull:
        """Get an agent of an outbound skill out of the dialer for so long; what became of it."""
        ...

    def agents(self) -> list[AgentView]:
        """All agents, in the order of the world file."""
        ...

    def agent(self, id: str) -> AgentView | None:
        """The agent of this id, or None."""
        ...

    def skills(self) -> list[SkillView]:
        """All skills, in the order of the world file."""
        ...

    def state_of(self, id: str) -> tuple[AgentState, str]:
        """State and reason of an agent; one who is not known is logged out."""
        ...

    def place_of(self, contact: str) -> str:
        """``queued``, ``offered``, ``with an agent``, ``on hold``, or empty."""
        ...

    # --------------------------------------------------------------------------------------- what agents do
    def log_in(self, id: str, state: str = "Available", reason: str = "") -> None:
        """An agent comes to work."""
        ...

    def log_out(self, id: str) -> None:
        """An agent leaves; one who has a contact leaves when it is over."""
        ...

    def set_state(self, id: str, state: str, reason: str = "") -> None:
        """An agent chooses a state; with a contact it counts when that is over."""
        ...

    def answer(self, id: str) -> None:
        """An agent accepts the contact that is offered to them."""
        ...

    def refuse(self, id: str) -> None:
        """An agent refuses it; it goes back to its place in the queue."""
        ...

    def hold(self, id: str, contact: str = "") -> None:
        """An agent puts their contact on hold."""
        ...

    def unhold(self, id: str, contact: str = "") -> None:
        """An agent takes it off hold."""
        ...

    def transfer(self, id: str, *, skill: str = "", agent: str = "", number: str = "", contact: str = "") -> None:
        """An agent hands their contact to a skill, to an agent, or to a number outside."""
        ...

    def submit(self, id: str, fields: Mapping[str, str], contact: str = "") -> None:
        """An agent sends a form."""
        ...

    def release(self, id: str, contact: str = "") -> None:
        """An agent ends their contact."""
        ...
