"""Agents and queues as a small discrete-event model: the part ``agents`` of a simulated world."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio.runtime.contact import Contact
from studio.runtime.ports.agents import (
    BEST,
    WORST,
    AgentCounts,
    AgentState,
    AgentView,
    Appointment,
    Priority,
    Pull,
    ReturnCall,
    RoutingFault,
    SkillView,
    WaitEstimate,
    Wish,
)
from studio.world.agents import calling_back, counting, moving, pulling, talking
from studio.world.agents.at_work import AgentsAtWork
from studio.world.agents.floor import Floor
from studio.world.agents.model import Asked, agent_data, item_data, read_item, restore_agent
from studio.world.agents.settings import AgentsSettings

if TYPE_CHECKING:
    from studio.runtime.engine import Engine

EMAIL, DIGITAL = "email", "digital"


class SimulatedAgents(AgentsAtWork):
    """The port that actions ask. What agents do by themselves, or a test lets them do, is in the class below it."""

    def __init__(self, settings: AgentsSettings, engine: Engine) -> None:
        super().__init__(Floor(settings, engine, self))
        self._begin_shifts()
        for number, each in enumerate(settings.traffic):
            self._floor.agenda.plan(engine, each.after, "arrive", number=number, left=each.count)

    # ------------------------------------------------------------------------------------------- for contacts
    def request(self, contact: Contact, wish: Wish) -> bool:
        """Queue a contact, or let it wait for one more skill. True: it is persistent, and rests until it is taken."""
        asked = self._asked(contact, wish)
        media = contact.main.script.source.media
        stated = self._floor.skills[asked.skill]
        self._floor.queue_up(contact.id, media, asked, digital=media.lower() == DIGITAL)
        if stated.persistent is not None:
            return stated.persistent
        return EMAIL in (media.lower(), stated.media.lower())

    def request_digital(self, contact: Contact, wish: Wish) -> None:
        """Queue a digital contact for this skill instead of the one that it waits for."""
        asked = self._asked(contact, wish)
        self._floor.queue_up(contact.id, contact.main.script.source.media, asked, alone=True, digital=True)

    def update(self, contact: Contact, priority: Priority, best: int, worst: int) -> None:
        """Change how a queued contact is ranked, and who may take it."""
        item = self._floor.items.get(contact.id)
        if item is None or item.place != "queued":
            raise RoutingFault("the contact is in no queue")
        if not all(each.custom for each in item.asked.values()):
            raise RoutingFault("the contact was queued with the skill's priority: Reqagent has to say Custom")
        for asked in item.asked.values():
            asked.priority, asked.best, asked.worst = priority, best, worst
        self._floor.match_soon()

    def skill(self, text: str, contact: Contact) -> SkillView:
        """The skill that a text means to a contact: a number, a name, or Default."""
        return self._floor.skills.view(self._skill(text, contact))

    def reskill(self, contact: Contact, skill: str) -> None:
        """Take a contact out of its queue, or from its agent, and queue it for this skill alone."""
        moving.reskill(self._floor, contact, skill)

    def moved(self, contact: Contact, child: str) -> None:
        """A contact goes on as its child: whoever was on the line is there now."""
        moving.moved(self._floor, contact, child)

    def leave(self, contact: Contact) -> bool:
        """The work on a contact is done: it leaves its queue or its agent. False if it had neither."""
        item = self._floor.items.get(contact.id)
        if item is not None:
            talking.gone(self._floor, item)
        return item is not None

    # ------------------------------------------------------------------------------------------ for callbacks
    def call_back(self, contact: Contact, call: ReturnCall) -> None:
        """End the call of a queued contact, which keeps its place and is called when an agent takes it."""
        calling_back.call_back(self._floor, contact, call)

    def queue_callback(self, contact: Contact, wish: Wish, call: ReturnCall) -> None:
        """Queue a contact without a call, to be called when an agent takes it."""
        self._floor.queue_up(contact.id, contact.main.script.source.media, self._asked(contact, wish)).call = call

    def callbacks(self, number: str, skill: str, contact: Contact) -> list[str]:
        """Contacts that wait to be called at this number for this skill, the first in the queue first."""
        return [each.id for each in calling_back.waiting(self._floor, number, self._skill(skill, contact))]

    def take_over(
        self, contact: Contact, number: str, skill: str, *, abandoned: bool, published: dict[str, str]
    ) -> str:
        """Give a contact the place of those that wait to be called at its number, and end these; the first one's id."""
        key = self._skill(skill, contact)
        return calling_back.take_over(self._floor, contact, number, key, abandoned=abandoned, published=published)

    def appoint(self, appointment: Appointment, contact: Contact) -> str:
        """Remember a call for later; its id."""
        return calling_back.appoint(self._floor, appointment, contact)

    def queue_without_call(
        self, contact: Contact, wish: Wish, media: str, parameters: list[str], about: dict[str, Any]
    ) -> str:
        """Make a contact of a recording or the like, in the skill's script if it states one, and queue it; its id."""
        floor, asked = self._floor, self._asked(contact, wish)
        known = about | {"__skill": floor.skills.number(asked.skill)}
        id = calling_back.begin(floor, asked.skill, parameters, known, contact)
        if not id:
            floor.made += 1
            id = f"item-{floor.made}"
        floor.queue_up(id, media, asked)
        return id

    def point_of_contact(self, text: str) -> tuple[str, dict[str, Any]]:
        """Script and predefined values of a point of contact, by id, name or ``id - name``."""
        wanted = text.strip().lower()
        for each in self._floor.settings.points_of_contact:
            if wanted in (each.id, each.name.strip().lower(), f"{each.id} - {each.name.strip().lower()}"):
                return each.script, ({"__skill": each.skill} if each.skill else {})
        if self._floor.settings.points_of_contact or not wanted:
            raise RoutingFault(f"there is no point of contact {text.strip()[:100]!r}")
        return text.strip(), {}

    # ---------------------------------------------------------------------------------------------- counting
    def queue(
        self, skills: str, contact: Contact, *, ahead: bool = False, best: int = BEST, worst: int = WORST
    ) -> tuple[int, int]:
        """How many wait for these skills, or wait ahead of a contact, and the seconds of the longest wait."""
        keys = self._floor.skills.several(skills, calling_back.own_skill(contact))
        return counting.queue(self._floor, keys, contact.id, ahead=ahead, best=best, worst=worst)

    def count(self, skills: str, best: int = BEST, worst: int = WORST) -> AgentCounts:
        """Agents of these skills by state; ``skills`` are numbers or names between commas, or All."""
        every = skills.strip().lower() in ("", "all") and (best, worst) == (BEST, WORST)
        return counting.agents(self._floor, None if every else self._floor.skills.several(skills), best, worst)

    def estimate(self, skill: str, contact: Contact, minutes: float) -> WaitEstimate:
        """How long a contact will wait for a skill, judged by what has happened lately."""
        return counting.estimate(self._floor, self._skill(skill, contact), contact, minutes)

    def contacts_by_media(self) -> dict[str, int]:
        """Living contacts by type of their script, and those that wait to be called as ``Callback``."""
        return counting.by_media(self._floor)

    def ports_of(self, media: str) -> int | None:
        """How many contacts of a type the world has room for, if it says so."""
        return self._floor.settings.ports.get(media)

    def pull(self, skill: str) -> bool:
        """Get an agent of this skill out of the dialer, unless one is free; False if there is none."""
        return pulling.pull(self._floor, self._floor.skills.find(skill))

    def pull_outbound(self, outbound: str, inbound: str, seconds: float) -> Pull:
        """Get an agent of an outbound skill out of the dialer for so long; what became of it."""
        return pulling.pull_outbound(self._floor, outbound, inbound, seconds)

    def agents(self) -> list[AgentView]:
        """All agents, in the order of the world file."""
        return [counting.view(self._floor, each) for each in self._floor.agents.values()]

    def agent(self, id: str) -> AgentView | None:
        """The agent of this id, or None."""
        found = self._floor.agents.get(id.strip())
        return counting.view(self._floor, found) if found is not None else None

    def skills(self) -> list[SkillView]:
        """All skills, in the order of the world file."""
        return self._floor.skills.views()

    def state_of(self, id: str) -> tuple[AgentState, str]:
        """State and reason of an agent; one who is not known is logged out."""
        found = self._floor.agents.get(id.strip())
        return self._floor.shown(found) if found is not None else ("LoggedOut", "")

    def place_of(self, contact: str) -> str:
        """``queued``, ``offered``, ``with an agent``, ``on hold``, or empty."""
        item = self._floor.items.get(contact)
        return item.where if item is not None else ""

    # ------------------------------------------------------------------------------- what the engine tells
    def contact_begun(self, engine: Engine, contact: Contact) -> None:
        """A digital contact waits from its begin, whether or not its script asks for it [documented]."""
        if contact.main.script.source.media.lower() == DIGITAL:
            self._floor.agenda.plan(engine, 0, "begun", contact=contact.id)

    def contact_released(self, engine: Engine, contact: Contact) -> None:
        """Whoever hangs up leaves the queue, or the agent."""
        self.leave(contact)

    def contact_ended(self, engine: Engine, contact: Contact) -> None:
        """A contact that ends does the same."""
        self.leave(contact)

    # --------------------------------------------------------------------------------------------- keeping
    def state(self) -> dict[str, Any]:
        """Everything that has changed, as plain data."""
        floor = self._floor
        return {
            "agents": {id: agent_data(each) for id, each in floor.agents.items()},
            "items": [item_data(each) for each in floor.items.values()],
            "skills": floor.skills.made(),
            "history": floor.history.state(),
            "order": floor.order,
            "made": floor.made,
            "turns": floor.turns,
            "matching": floor.matching,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from what was saved."""
        floor = self._floor
        for name in state["skills"]:
            floor.skills.make(name)
        for id, data in state["agents"].items():
            restore_agent(floor.agents[id], data)
        floor.items.clear()
        floor.items.update({each["id"]: read_item(each) for each in state["items"]})
        floor.history.restore(state["history"])
        floor.order, floor.made = state["order"], state["made"]
        floor.turns, floor.matching = state["turns"], state["matching"]

    # ------------------------------------------------------------------------------------------------ inside
    def _skill(self, text: str, contact: Contact) -> str:
        return self._floor.skills.meant(text, calling_back.own_skill(contact))

    def _asked(self, contact: Contact, wish: Wish) -> Asked:
        if contact.released:
            raise RoutingFault("the contact is released")
        key = self._skill(wish.skill, contact)
        agent = self._floor.agent(wish.agent).id if wish.agent.strip() else ""
        priority = wish.priority if wish.priority is not None else self._floor.skills.priority(key)
        custom = wish.priority is not None
        return Asked(key, self._floor.engine.now, priority, custom, agent, wish.best, wish.worst)
