"""From the queue to an agent: a contact is offered, accepted or refused; a callback is dialled before it is theirs."""

from __future__ import annotations

from typing import Any

from studio.world.agents import matching, talking
from studio.world.agents.floor import Floor
from studio.world.agents.model import Agent, Item

#: The reason of an agent who has refused a contact: the state is Unavailable [choice].
REFUSED = "Refused"


def match(floor: Floor) -> None:
    """Give contacts that wait to agents who are free."""
    floor.matching = False
    for item, asked, agent in matching.pairs(floor):
        floor.give(item, agent, asked.skill)
        floor.tell("offered", item, agent=agent.id, skill=floor.skills.name(asked.skill))
        after = floor.handling(agent.id, asked.skill).answer_after
        if after != "never":
            floor.plan(after.draw(floor.engine), "decide", item)


def decide(floor: Floor, item: Item) -> None:
    """The agent answers, or refuses, as chance has it."""
    share = floor.handling(item.agent, item.skill).refuses
    if share and floor.engine.chance() < share:
        refuse(floor, item)
    else:
        accept(floor, item)


def accept(floor: Floor, item: Item) -> None:
    """The agent accepts: they have the contact, or its number is dialled first."""
    if item.call is None:
        talking.begin(floor, item)
        return
    item.turn = floor.next_turn()
    answered, seconds = _ring(floor, item)
    floor.tell("dialled", item, number=item.call.number, agent=item.agent)
    floor.plan(item.call.delay + seconds, "dialled", item, answered=answered)


def refuse(floor: Floor, item: Item) -> None:
    """The agent refuses: back to its place, for others too if this agent was wanted [documented for target agents]."""
    agent = floor.agents[item.agent]
    pause = floor.handling(agent.id, item.skill).refusal_pause
    floor.tell("refused", item, agent=agent.id)
    for asked in item.asked.values():
        if asked.agent == agent.id:
            asked.agent = ""
    floor.put_back(item)
    agent.state, agent.reason = "Unavailable", REFUSED
    floor.agenda.plan(floor.engine, pause, "recover", agent=agent.id)
    if agent.then is not None:
        talking.ready(floor, agent)


def recover(floor: Floor, agent: Agent) -> None:
    """One who has refused is available again, unless they have chosen another state meanwhile."""
    if (agent.state, agent.reason) == ("Unavailable", REFUSED):
        agent.state, agent.reason = "Available", ""
        if not agent.after_call:
            talking.ready(floor, agent)


def dialled(floor: Floor, item: Item, answered: bool) -> None:
    """The call of a callback is answered, or nobody is there: then the contact is released [choice]."""
    call = item.call
    contact = floor.contact(item)
    if call is None:
        return
    if answered:
        if contact is not None:
            # The numbers are those of the new call [documented].
            contact.know(ANI=call.number, DNIS=call.caller_id)
        item.call = None
        talking.begin(floor, item)
        return
    agent = floor.agents[item.agent]
    floor.tell("not answered", item, number=call.number, agent=agent.id)
    floor.take_out(item)
    talking.ready(floor, agent)
    if contact is not None:
        floor.engine.raise_event(contact.id, "ONRELEASE", ["", "NoAnswer"])


def _ring(floor: Floor, item: Item) -> tuple[bool, float]:
    """Whether a number answers, and after how many seconds: the callers know, else chance."""
    callers: Any = floor.engine.ports.find("callers")
    asks = getattr(callers, "call_back", None)
    contact = floor.contact(item)
    if asks is not None and contact is not None and item.call is not None:
        answered, seconds = asks(floor.engine, contact, item.call.number)
        return bool(answered), float(seconds)
    stated = floor.settings.callbacks
    seconds = stated.ring.draw(floor.engine) if stated.ring != "never" else 0.0
    return (stated.answered >= 1 or floor.engine.chance() < stated.answered), seconds
