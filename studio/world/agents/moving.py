"""Contacts that are handed on: an agent's transfer, and a move to another skill."""

from __future__ import annotations

from studio.runtime.contact import Contact, Incoming
from studio.runtime.engine import CannotStart
from studio.world.agents import talking
from studio.world.agents.floor import Floor
from studio.world.agents.model import Asked, Item


def transfer(floor: Floor, item: Item, *, skill: str = "", agent: str = "", number: str = "") -> None:
    """An agent hands a contact on: Ontransfer, or Onunassignment of a digital one; RoutingFault if there is no such way."""
    key = floor.skills.find(skill) if skill else item.skill
    wanted = floor.agent(agent).id if agent else ""
    giver, who, contact = item.agent, talking.who_has(floor, item), floor.contact(item)
    to = {"to agent": wanted, "to skill": floor.skills.name(key) if skill else "", "to number": number}
    floor.tell("transferred", item, agent=giver, **{name: value for name, value in to.items() if value})
    talking.part(floor, item)
    if contact is not None:
        if item.digital:
            talking.raise_event(floor, contact, "ONUNASSIGNMENTCHANGED_DIGITAL", talking.as_prior(who))
        else:
            talking.raise_event(floor, contact, "ONTRANSFER", who | to)
    if number:
        return
    if skill and contact is not None and not item.digital and _begins_anew(floor, contact, key):
        return
    again = floor.queue_up(item.id, item.media, fresh(floor, key, wanted), digital=item.digital)
    again.prior, again.transferred = giver, True


def fresh(floor: Floor, skill: str, agent: str = "") -> Asked:
    """What a contact asks of a skill that it has just come to."""
    return Asked(skill, floor.engine.now, floor.skills.priority(skill), agent=agent)


def reskill(floor: Floor, contact: Contact, skill: str) -> None:
    """A contact leaves its place and waits for this skill alone."""
    key = floor.skills.find(skill)
    item = floor.items.get(contact.id)
    if item is not None and item.place != "queued":
        talking.gone(floor, item)
        item = None
    media = item.media if item is not None else contact.main.script.source.media
    floor.queue_up(contact.id, media, fresh(floor, key), alone=True)


def _begins_anew(floor: Floor, contact: Contact, skill: str) -> bool:
    """A child begins at the Onreskill of the skill's script, if it states one; the contact itself is then released."""
    name = floor.skills[skill].script
    loaded = floor.engine.find(name, contact.main.script.name) if name else None
    if loaded is None or "ONRESKILL" not in loaded.events:
        return False
    about = dict(contact.about or {}) | {"__skill": floor.skills.number(skill)}
    event = Incoming("ONRESKILL", fields={"skill name": floor.skills.name(skill)})
    try:
        child = floor.engine.start(loaded.source, master=contact.master, parent=contact.id, event=event, about=about)
    except CannotStart as fault:
        floor.tell("can't begin", skill=floor.skills.name(skill), why=fault.problems[0].message)
        return False
    moved(floor, contact, child.id)
    # At the same moment, but after Ontransfer has been heard.
    floor.agenda.plan(floor.engine, 0, "hang_up", contact=contact.id)
    return True


def moved(floor: Floor, contact: Contact, child: str) -> None:
    """Whoever was on the line is with the child now."""
    new = floor.engine.contacts.get(child)
    if new is not None:
        new.digits, contact.digits = contact.digits, ""
        floor.engine.tell_parts("contact_moved", contact, new)
