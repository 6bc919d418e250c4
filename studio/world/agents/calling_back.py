"""Callbacks: contacts that wait without a call, and calls that were promised for later."""

from __future__ import annotations

from typing import Any

from studio.runtime.clock import SECOND
from studio.runtime.contact import Contact
from studio.runtime.engine import CannotStart
from studio.runtime.ports.agents import Appointment, ReturnCall, RoutingFault
from studio.world.agents import matching
from studio.world.agents.floor import Floor
from studio.world.agents.model import Asked, Item
from studio.world.agents.moving import fresh
from studio.world.phone_numbers import digits_of

#: Cause code of a callback whose caller has called again [documented].
DUPLICATE = "242"
_CALLBACK_MEDIA = "Phone"


def call_back(floor: Floor, contact: Contact, call: ReturnCall) -> None:
    """End the call of a queued contact, which keeps its place."""
    item = floor.items.get(contact.id)
    if item is None or item.place != "queued":
        raise RoutingFault("the contact is in no queue" if item is None else "an agent has the contact already")
    item.call = call
    floor.tell("callback", item, number=call.number)
    floor.engine.tell_parts("contact_parted", contact)


def waiting(floor: Floor, number: str, skill: str) -> list[Item]:
    """Items that wait to be called at this number for this skill, the first in the queue first.

    Numbers are compared by their digits alone [choice].
    """
    wanted = digits_of(number)
    found = [
        item
        for item, asked in matching.ranked(floor)
        if asked.skill == skill and item.call is not None and digits_of(item.call.number) == wanted
    ]
    return found if wanted else []


def take_over(
    floor: Floor, contact: Contact, number: str, skill: str, *, abandoned: bool, published: dict[str, str]
) -> str:
    """Queue a contact in the place of those that wait to be called at its number, and end these; the first one's id."""
    older = [each for each in waiting(floor, number, skill) if each.id != contact.id]
    place = older[0].asked[skill] if older else None
    for item in older:
        gone = floor.contact(item)
        floor.tell("taken over", item, by=contact.id, abandoned=str(abandoned))
        floor.take_out(item)
        if gone is not None:
            for name, value in published.items():
                gone.saved = [
                    *(each for each in gone.saved if each[:2] != ("database", name)),
                    ("database", name, value),
                ]
            floor.engine.raise_event(gone.id, "ONRELEASE", [DUPLICATE])
    asked = fresh(floor, skill)
    if place is not None:
        asked = Asked(skill, place.since, place.priority, place.custom, place.agent, place.best, place.worst)
    item = floor.queue_up(contact.id, contact.main.script.source.media, asked)
    if place is not None:
        item.asked[skill].since = min(item.asked[skill].since, place.since)
        item.order = min(item.order, older[0].order)
    return older[0].id if older else ""


def appoint(floor: Floor, appointment: Appointment, contact: Contact) -> str:
    """Remember a call for later; its id."""
    key = floor.skills.meant(appointment.skill, own_skill(contact))
    agent = floor.agent(appointment.agent).id if appointment.agent else ""
    floor.made += 1
    id = f"callback-{floor.made}"
    seconds = max(0, appointment.when - floor.engine.now) / SECOND
    data = {
        "id": id, "skill": key, "agent": agent, "number": appointment.number, "first_name": appointment.first_name,
        "last_name": appointment.last_name, "notes": appointment.notes,
    }  # fmt: skip
    floor.agenda.plan(floor.engine, seconds, "appointment", **data)
    floor.tell("appointment", number=appointment.number, skill=floor.skills.name(key), callback=id, notes=data["notes"])
    return id


def keep(floor: Floor, appointment: dict[str, Any]) -> None:
    """The time of a promised call has come: it is queued, in the skill's script if there is one [documented]."""
    key, number = appointment["skill"], appointment["number"]
    about = {
        "ANI": number, "__skill": floor.skills.number(key), "FirstName": appointment["first_name"],
        "LastName": appointment["last_name"], "Notes": appointment["notes"],
    }  # fmt: skip
    id = begin(floor, key, [], about) or appointment["id"]
    item = floor.queue_up(id, _CALLBACK_MEDIA, fresh(floor, key, appointment["agent"]))
    item.call, item.outbound = ReturnCall(number), True
    floor.tell("appointment is due", item, number=number, skill=floor.skills.name(key))


def begin(floor: Floor, skill: str, parameters: list[str], about: dict[str, Any], parent: Contact | None = None) -> str:
    """Begin a contact in the script that a skill states; its id, or empty where there is none or it must not start."""
    name = floor.skills[skill].script
    if not name:
        return ""
    script = floor.engine.resolve(name, parent.main.script.name if parent is not None else "")
    why = "there is no such script"
    if script is not None:
        master, of = (parent.master, parent.id) if parent is not None else (None, "")
        try:
            return floor.engine.start(script, parameters, master=master, parent=of, about=about).id
        except CannotStart as fault:
            why = fault.problems[0].message
    floor.tell("can't begin", script=name, skill=floor.skills.name(skill), why=why)
    return ""


def own_skill(contact: Contact) -> str:
    """The skill that Default means to a contact: the one that it came with, or was answered for."""
    return contact.told("__skill")
