"""Who gets whom: contacts by priority, then by waiting time; agents by proficiency, then the longest idle [choice]."""

from __future__ import annotations

from collections.abc import Iterator

from studio.world.agents.floor import Floor
from studio.world.agents.model import Agent, Asked, Item


def pairs(floor: Floor) -> Iterator[tuple[Item, Asked, Agent]]:
    """The pairs that are to be made now, one after the other; whoever takes a pair makes it before the next."""
    free = [each for each in floor.agents.values() if _may_take(floor, each)]
    if not free:
        return
    for item, asked in ranked(floor):
        if item.place != "queued":
            continue
        fitting = [each for each in free if fits(floor, each, item, asked)]
        if not fitting:
            continue
        yield item, asked, min(fitting, key=lambda each: (_proficiency(each, asked), each.idle_since))
        free = [each for each in free if _may_take(floor, each)]
        if not free:
            return


def ranked(floor: Floor) -> list[tuple[Item, Asked]]:
    """What is asked for, the most urgent first: by priority, then waiting time, then the order of coming."""
    now = floor.engine.now
    waiting = [
        (-asked.rank(now), asked.since, item.order, place, item, asked)
        for item in floor.items.values()
        if item.place == "queued"
        for place, asked in enumerate(item.asked.values())
    ]
    return [(entry[4], entry[5]) for entry in sorted(waiting, key=lambda entry: entry[:4])]


def fits(floor: Floor, agent: Agent, item: Item, asked: Asked) -> bool:
    """True if an agent is free for a contact and good enough at the skill, or is the one that it wants."""
    if not _may_take(floor, agent, digital=item.digital):
        return False
    if asked.agent:
        # The agent who is wanted need not have the skill [choice].
        return agent.id == asked.agent
    return asked.best <= agent.skills.get(asked.skill, 0) <= asked.worst


def _may_take(floor: Floor, agent: Agent, *, digital: bool = True) -> bool:
    others = bool(agent.items) and all(floor.items[each].digital for each in agent.items)
    return agent.may_take(digital, others)


def _proficiency(agent: Agent, asked: Asked) -> int:
    return agent.skills.get(asked.skill, asked.worst)
