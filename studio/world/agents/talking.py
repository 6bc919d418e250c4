"""An agent and a contact: the answer, hold, forms, a transfer, the end of it, and the work after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.runtime import interruptions
from studio.runtime.clock import SECOND
from studio.runtime.contact import Contact
from studio.world.agents.floor import Floor
from studio.world.agents.model import Agent, Item


def begin(floor: Floor, item: Item) -> None:
    """The agent has the contact: Onanswer, or Onassignment of a digital one; what they will do is planned."""
    engine, agent = floor.engine, floor.agents[item.agent]
    contact = floor.contact(item)
    if contact is not None and not contact.alive:
        floor.take_out(item)
        ready(floor, agent)
        return
    item.place, item.answered = "active", engine.now
    item.turn = floor.next_turn()
    skill = item.skill
    floor.history.note(skill, "taken", engine.now, (engine.now - item.asked[skill].since) / SECOND)
    floor.tell("answered", item, agent=agent.id, skill=floor.skills.name(skill))
    _plan(floor, item)
    if contact is None:
        return
    contact.know(__AgentID=agent.id, __skill=floor.skills.number(skill))
    raise_event(floor, contact, "ONASSIGNMENTCHANGED_DIGITAL" if item.digital else "ONANSWER", who_has(floor, item))


def hold(floor: Floor, item: Item) -> None:
    """The contact is put on hold: Onhold."""
    if item.held:
        return
    item.held = True
    floor.tell("on hold", item, agent=item.agent)
    contact = floor.contact(item)
    if contact is not None:
        raise_event(floor, contact, "ONHOLD", who_has(floor, item))


def unhold(floor: Floor, item: Item) -> None:
    """It is taken off hold: what Onhold has led to is broken off, and nothing else [inferred]."""
    if not item.held:
        return
    item.held = False
    floor.tell("off hold", item, agent=item.agent)
    contact = floor.contact(item)
    if contact is not None and contact.chain == "ONHOLD":
        interruptions.halt(floor.engine, contact, "off hold")


def submit(floor: Floor, item: Item, fields: Mapping[str, str]) -> None:
    """The agent sends a form: Ondata."""
    floor.tell("form", item, agent=item.agent)
    contact = floor.contact(item)
    if contact is not None:
        raise_event(floor, contact, "ONDATA", fields)


def release(floor: Floor, item: Item) -> None:
    """The agent ends the contact: Onrelease; a digital one leaves the agent and lives on: Onunassignment [choice]."""
    contact, who = floor.contact(item), who_has(floor, item)
    floor.tell("released", item, agent=item.agent)
    part(floor, item)
    if contact is None:
        return
    if item.digital:
        raise_event(floor, contact, "ONUNASSIGNMENTCHANGED_DIGITAL", as_prior(who))
    else:
        raise_event(floor, contact, "ONRELEASE", {})


def part(floor: Floor, item: Item) -> None:
    """An item leaves its agent, who has work after it, and the floor."""
    agent = floor.agents[item.agent]
    skill = item.skill
    floor.history.note(skill, "done", floor.engine.now, (floor.engine.now - item.answered) / SECOND)
    floor.take_out(item)
    after_call(floor, agent, skill)


def gone(floor: Floor, item: Item) -> None:
    """The contact is over for others' reasons: it leaves the queue, or its agent."""
    agent = floor.agents.get(item.agent)
    if item.place == "active":
        part(floor, item)
        return
    if item.place == "queued":
        floor.tell("left the queue", item)
    floor.take_out(item)
    if agent is not None:
        ready(floor, agent)


def after_call(floor: Floor, agent: Agent, skill: str) -> None:
    """The agent has work after a contact, unless they have other contacts still."""
    span = floor.handling(agent.id, skill).after_call
    seconds = None if span == "never" else span.draw(floor.engine)
    if agent.items or seconds == 0 or (agent.then is not None and agent.then[0] == "LoggedOut"):
        ready(floor, agent)
        return
    agent.after_call = True
    agent.turn += 1
    floor.tell("after the contact", agent=agent.id)
    if seconds is not None:
        floor.agenda.plan(floor.engine, seconds, "ready", agent=agent.id, turn=agent.turn)


def ready(floor: Floor, agent: Agent) -> None:
    """The agent has nothing left to do: the state that they chose meanwhile counts, and contacts may come."""
    agent.after_call = False
    agent.turn += 1
    if not agent.items:
        agent.idle_since = floor.engine.now
        if agent.then is not None:
            (agent.state, agent.reason), agent.then = agent.then, None
            floor.tell("agent", agent=agent.id, state=agent.state, reason=agent.reason)
    floor.match_soon()


def raise_event(floor: Floor, contact: Contact, kind: str, fields: Mapping[str, Any]) -> None:
    """Let an event happen to a contact."""
    floor.engine.raise_event(contact.id, kind, fields={name: str(value) for name, value in fields.items()})


def _plan(floor: Floor, item: Item) -> None:
    """What the agent will do with the contact, as far as it is known at the answer."""
    engine = floor.engine
    handling = floor.handling(item.agent, item.skill)
    if handling.talk != "never":
        floor.plan(handling.talk.draw(engine), "release", item)
    if handling.hold is not None and not item.digital and handling.hold.after != "never":
        after, lasts = handling.hold.after.draw(engine), handling.hold.lasts
        floor.plan(after, "hold", item)
        if lasts != "never":
            floor.plan(after + lasts.draw(engine), "unhold", item)
    for number, form in enumerate(handling.sends):
        if form.after != "never":
            floor.plan(form.after.draw(engine), "form", item, number=number)
    if handling.transfer is not None:
        floor.plan(handling.transfer.after, "transfer", item)


def who_has(floor: Floor, item: Item) -> dict[str, str]:
    """Agent and skill of an item, as fields of an event."""
    agent, prior = floor.agents[item.agent], floor.agents.get(item.prior)
    return {
        "skill name": floor.skills.name(item.skill),
        "skill id": floor.skills.number(item.skill),
        "first name": agent.first_name,
        "last name": agent.last_name,
        "agent id": agent.id,
        "user id": agent.user_id,
        "prior first name": prior.first_name if prior else "",
        "prior last name": prior.last_name if prior else "",
        "prior agent id": prior.id if prior else "",
        "prior user id": prior.user_id if prior else "",
        "is transfer": "true" if item.transferred else "false",
    }


def as_prior(who: Mapping[str, str]) -> dict[str, str]:
    """The same when the agent is the one that the contact has left."""
    names = ("first name", "last name", "agent id", "user id")
    skill = {name: who[name] for name in ("skill name", "skill id")}
    return skill | {f"prior {name}": who[name] for name in names}
