"""What agents do: by themselves, when it is due, and when a test or a desktop lets them do it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, get_args

from studio.runtime.ports.agents import AgentState, RoutingFault
from studio.world.agents import calling_back, moving, offering, pulling, talking
from studio.world.agents.floor import Floor
from studio.world.agents.model import Agent, Item

if TYPE_CHECKING:
    from studio.runtime.engine import Engine

#: States that an agent has by a contact, never by choosing them.
_BY_CONTACT = ("InboundContact",)
_STATES: dict[str, AgentState] = {each.lower(): each for each in get_args(AgentState) if each not in _BY_CONTACT}


class AgentsAtWork:
    """The agents of a floor: they log in and out, answer, talk, hold, transfer, send forms and release."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor

    # -------------------------------------------------------------------------------------- from outside
    def log_in(self, id: str, state: str = "Available", reason: str = "") -> None:
        """An agent comes to work."""
        agent = self._floor.agent(id)
        if agent.then is not None and agent.then[0] == "LoggedOut":
            agent.then = None
        self._choose(agent, _state(state), reason)

    def log_out(self, id: str) -> None:
        """An agent leaves; one who has a contact leaves when it is over."""
        self._choose(self._floor.agent(id), "LoggedOut", "")

    def set_state(self, id: str, state: str, reason: str = "") -> None:
        """An agent chooses a state; with a contact it counts when that is over, and it ends the work after one."""
        agent = self._floor.agent(id)
        if not agent.logged_in:
            raise RoutingFault(f"agent {agent.id} is not logged in")
        self._choose(agent, _state(state), reason)

    def answer(self, id: str) -> None:
        """An agent accepts the contact that is offered to them."""
        offering.accept(self._floor, self._offered(id))

    def refuse(self, id: str) -> None:
        """An agent refuses it; it goes back to its place in the queue."""
        offering.refuse(self._floor, self._offered(id))

    def hold(self, id: str, contact: str = "") -> None:
        """An agent puts their contact on hold."""
        talking.hold(self._floor, self._theirs(id, contact))

    def unhold(self, id: str, contact: str = "") -> None:
        """An agent takes it off hold."""
        talking.unhold(self._floor, self._theirs(id, contact))

    def transfer(self, id: str, *, skill: str = "", agent: str = "", number: str = "", contact: str = "") -> None:
        """An agent hands their contact to a skill, to an agent, or to a number outside."""
        if sum(bool(each) for each in (skill, agent, number)) != 1:
            raise RoutingFault("a transfer goes to a skill, to an agent or to a number")
        moving.transfer(self._floor, self._theirs(id, contact), skill=skill, agent=agent, number=number)

    def submit(self, id: str, fields: Mapping[str, str], contact: str = "") -> None:
        """An agent sends a form."""
        talking.submit(self._floor, self._theirs(id, contact), fields)

    def release(self, id: str, contact: str = "") -> None:
        """An agent ends their contact."""
        talking.release(self._floor, self._theirs(id, contact))

    # ---------------------------------------------------------------------------------------- what is due
    def do_match(self, engine: Engine) -> None:
        """Contacts and agents are put together."""
        offering.match(self._floor)

    def do_decide(self, engine: Engine, item: str, turn: int) -> None:
        """An agent answers or refuses."""
        found = self._floor.still(item, turn)
        if found is not None:
            offering.decide(self._floor, found)

    def do_dialled(self, engine: Engine, item: str, turn: int, answered: bool) -> None:
        """A callback is answered, or it is not."""
        found = self._floor.still(item, turn)
        if found is not None:
            offering.dialled(self._floor, found, answered)

    def do_release(self, engine: Engine, item: str, turn: int) -> None:
        """The talk is over."""
        found = self._floor.still(item, turn)
        if found is not None:
            talking.release(self._floor, found)

    def do_hold(self, engine: Engine, item: str, turn: int) -> None:
        """A contact is put on hold."""
        found = self._floor.still(item, turn)
        if found is not None:
            talking.hold(self._floor, found)

    def do_unhold(self, engine: Engine, item: str, turn: int) -> None:
        """It is taken off hold."""
        found = self._floor.still(item, turn)
        if found is not None:
            talking.unhold(self._floor, found)

    def do_form(self, engine: Engine, item: str, turn: int, number: int) -> None:
        """A form is sent."""
        found = self._floor.still(item, turn)
        if found is not None:
            forms = self._floor.handling(found.agent, found.skill).sends
            talking.submit(self._floor, found, forms[number].fields)

    def do_transfer(self, engine: Engine, item: str, turn: int) -> None:
        """A contact is handed on; where there is no such skill or agent it stays."""
        found = self._floor.still(item, turn)
        stated = self._floor.handling(found.agent, found.skill).transfer if found is not None else None
        if found is None or stated is None:
            return
        try:
            moving.transfer(self._floor, found, skill=stated.skill, agent=stated.agent, number=stated.number)
        except RoutingFault as fault:
            self._floor.tell("no transfer", found, why=str(fault))

    def do_hang_up(self, engine: Engine, contact: str) -> None:
        """A contact whose child goes on is released."""
        engine.raise_event(contact, "ONRELEASE")

    def do_ready(self, engine: Engine, agent: str, turn: int) -> None:
        """The work after a contact is done."""
        found = self._floor.agents[agent]
        if found.turn == turn:
            talking.ready(self._floor, found)

    def do_recover(self, engine: Engine, agent: str) -> None:
        """One who has refused is back."""
        offering.recover(self._floor, self._floor.agents[agent])

    def do_shift(self, engine: Engine, agent: str, begins: bool) -> None:
        """A shift begins or ends."""
        stated = next(each for each in self._floor.settings.agents if each.id == agent)
        if begins:
            self.log_in(agent, stated.state, stated.reason)
        else:
            self.log_out(agent)

    def do_back_to_dialer(self, engine: Engine, agent: str) -> None:
        """One who was pulled out of the dialer goes back."""
        pulling.back_to_dialer(self._floor, self._floor.agents[agent])

    def do_appointment(self, engine: Engine, **appointment: Any) -> None:
        """The time of a promised call has come."""
        calling_back.keep(self._floor, appointment)

    def do_begun(self, engine: Engine, contact: str) -> None:
        """A digital contact has begun: it waits for its own skill."""
        found = engine.contacts.get(contact)
        if found is None or not found.alive or contact in self._floor.items:
            return
        key = self._floor.skills.meant("", calling_back.own_skill(found))
        self._floor.queue_up(contact, found.main.script.source.media, moving.fresh(self._floor, key), digital=True)

    def do_arrive(self, engine: Engine, number: int, left: int) -> None:
        """One more of the contacts that no script handles, or all at once."""
        floor = self._floor
        stated = floor.settings.traffic[number]
        for _ in range(1 if stated.every is not None else left):
            floor.made += 1
            key = floor.skills.find(stated.skill)
            item = floor.queue_up(f"item-{floor.made}", floor.skills[key].media, moving.fresh(floor, key))
            if stated.patience != "never":
                floor.agenda.plan(engine, stated.patience.draw(engine), "give_up", item=item.id)
        if stated.every is not None and stated.every != "never" and left > 1:
            floor.agenda.plan(engine, stated.every.draw(engine), "arrive", number=number, left=left - 1)

    def do_give_up(self, engine: Engine, item: str) -> None:
        """One that no script handles has waited long enough."""
        found = self._floor.items.get(item)
        if found is not None and found.place != "active":
            talking.gone(self._floor, found)

    # --------------------------------------------------------------------------------------------- inside
    def _begin_shifts(self) -> None:
        floor = self._floor
        for each in floor.settings.agents:
            for shift in each.shifts:
                if shift.begins > 0:
                    floor.agenda.plan(floor.engine, shift.begins, "shift", agent=each.id, begins=True)
                if shift.until is not None:
                    floor.agenda.plan(floor.engine, shift.until, "shift", agent=each.id, begins=False)
            if not each.shifts or each.shifts[0].begins == 0:
                agent = floor.agents[each.id]
                agent.state, agent.reason = each.state, each.reason

    def _choose(self, agent: Agent, state: AgentState, reason: str) -> None:
        floor = self._floor
        if agent.items:
            same = (state, reason) == (agent.state, agent.reason)
            agent.then = None if same else (state, reason)
            floor.match_soon()
            return
        agent.state, agent.reason, agent.then = state, reason, None
        floor.tell("agent", agent=agent.id, state=state, reason=reason)
        talking.ready(floor, agent)

    def _offered(self, id: str) -> Item:
        agent = self._floor.agent(id)
        found = [self._floor.items[each] for each in agent.items if self._floor.items[each].place == "offered"]
        if not found:
            raise RoutingFault(f"nothing is offered to agent {agent.id}")
        return found[0]

    def _theirs(self, id: str, contact: str) -> Item:
        agent = self._floor.agent(id)
        found = [self._floor.items[each] for each in agent.items if self._floor.items[each].place == "active"]
        for each in found:
            if contact in ("", each.id):
                return each
        raise RoutingFault(f"agent {agent.id} has no such contact")


def _state(text: str) -> AgentState:
    found = _STATES.get(text.strip().lower())
    if found is None:
        raise RoutingFault(f"{text.strip()[:100]!r} is no state that an agent can choose")
    return found
