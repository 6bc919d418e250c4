"""The floor of a contact centre: its agents, what waits and what is worked on, and the plain moves between them.

Whoever moves a contact does it here, so that a contact is in one place at a time: its item says which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio.runtime.contact import Contact
from studio.runtime.ports.agents import AgentState, RoutingFault
from studio.world.agenda import Agenda
from studio.world.agents.handling import Handling, merged
from studio.world.agents.history import History
from studio.world.agents.model import Agent, Asked, Item
from studio.world.agents.settings import AgentsSettings
from studio.world.agents.skills import Skills

if TYPE_CHECKING:
    from studio.runtime.engine import Engine


class Floor:
    """Everything that changes, and how one thing becomes another."""

    def __init__(self, settings: AgentsSettings, engine: Engine, owner: Any) -> None:
        """``owner`` does what is due: its methods ``do_…``."""
        self.engine = engine
        self.settings = settings
        self.skills = Skills(settings)
        self.agents: dict[str, Agent] = {}
        self._agent_settings = {each.id: each for each in settings.agents}
        for each in settings.agents:
            skills = {self.skills.find(name): proficiency for name, proficiency in each.skills.items()}
            self.agents[each.id] = Agent(
                each.id, each.first_name, each.last_name, each.user_id or each.id, each.user_name, each.team, skills,
                each.digital_at_once, idle_since=engine.now,
            )  # fmt: skip
        self.items: dict[str, Item] = {}
        self.history = History(engine.now)
        self.agenda = Agenda(engine, "agents", owner)
        self.order = 0
        self.made = 0
        self.turns = 0
        self.matching = False
        self._handling: dict[tuple[str, str], Handling] = {}

    # --------------------------------------------------------------------------------------------- looking
    def contact(self, item: Item) -> Contact | None:
        """The contact of an item; None where no script handles it."""
        return self.engine.contacts.get(item.id)

    def agent(self, id: str) -> Agent:
        """The agent of this id; RoutingFault if there is none."""
        found = self.agents.get(id.strip())
        if found is None:
            raise RoutingFault(f"there is no agent {id.strip()[:100]!r}")
        return found

    def handling(self, agent: str, skill: str) -> Handling:
        """What an agent does with contacts of a skill."""
        key = (agent, skill)
        found = self._handling.get(key)
        if found is None:
            found = merged(self._agent_settings.get(agent), self.skills[skill], self.settings)
            self._handling[key] = found
        return found

    def shown(self, agent: Agent) -> tuple[AgentState, str]:
        """State and reason of an agent as others see them."""
        return agent.shown(bool(agent.items) and self.items[agent.items[0]].outbound)

    def still(self, id: str, turn: int) -> Item | None:
        """The item, if it is where it was when something was planned for it."""
        item = self.items.get(id)
        return item if item is not None and item.turn == turn else None

    # --------------------------------------------------------------------------------------------- telling
    def tell(self, text: str, item: Item | None = None, **data: Any) -> None:
        """Say on the event stream what has happened."""
        contact = self.contact(item) if item is not None else None
        if item is not None and contact is None:
            data = {"item": item.id} | data
        self.engine.announce("world", contact, text=text, **data)

    def plan(self, seconds: float, topic: str, item: Item, **data: Any) -> None:
        """Do this with an item after so many seconds, if it is still where it is now."""
        self.agenda.plan(self.engine, seconds, topic, item=item.id, turn=item.turn, **data)

    def next_turn(self) -> int:
        """A number that no item has had: a contact may come back to the floor as another item."""
        self.turns += 1
        return self.turns

    def match_soon(self) -> None:
        """Look for agents at this moment, once everything that happens in it has happened."""
        if not self.matching:
            self.matching = True
            self.agenda.plan(self.engine, 0, "match")

    # --------------------------------------------------------------------------------------------- moving
    def queue_up(self, id: str, media: str, asked: Asked, *, alone: bool = False, digital: bool = False) -> Item:
        """Queue a contact, or let it wait for one more skill (``alone``: for this one instead)."""
        item = self.items.get(id)
        if item is not None and item.place == "active":
            raise RoutingFault("the contact is with an agent")
        if item is None:
            self.order += 1
            item = self.items[id] = Item(id, media, self.order, {}, turn=self.next_turn(), digital=digital)
        before = item.asked.get(asked.skill)
        if before is None:
            self.history.note(asked.skill, "came", self.engine.now)
        else:
            asked.since = before.since
        if alone and item.place == "queued":
            item.asked.clear()
        item.asked[asked.skill] = asked
        self.tell("queued", item, skill=self.skills.name(asked.skill))
        self.match_soon()
        return item

    def put_back(self, item: Item) -> None:
        """An item that was offered goes back to its place in the queue."""
        self._let_go(item)
        item.place = "queued"
        item.skill = ""
        self.match_soon()

    def take_out(self, item: Item) -> None:
        """An item leaves the floor; the agent that had it is not told here."""
        self._let_go(item)
        self.items.pop(item.id, None)

    def give(self, item: Item, agent: Agent, skill: str) -> None:
        """An item goes from the queue to an agent, who has not taken it yet."""
        item.place, item.agent, item.skill = "offered", agent.id, skill
        item.outbound = self.skills[skill].outbound or item.outbound
        item.turn = self.next_turn()
        agent.items.append(item.id)
        agent.turn += 1

    def _let_go(self, item: Item) -> None:
        agent = self.agents.get(item.agent)
        if agent is not None and item.id in agent.items:
            agent.items.remove(item.id)
            agent.turn += 1
        item.agent = ""
        item.held = False
        item.turn = self.next_turn()
