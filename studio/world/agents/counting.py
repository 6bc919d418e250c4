"""Counting agents, contacts and waits."""

from __future__ import annotations

from collections import Counter

from studio.runtime.clock import SECOND
from studio.runtime.contact import Contact
from studio.runtime.ports.agents import AgentCounts, AgentView, WaitEstimate
from studio.world.agents import matching
from studio.world.agents.floor import Floor
from studio.world.agents.model import Agent, Asked


def queue(floor: Floor, skills: list[str], contact: str, *, ahead: bool, best: int, worst: int) -> tuple[int, int]:
    """How many wait for these skills and the longest wait in seconds; those ahead of a contact, where it waits itself."""
    found: dict[str, int] = {}
    ahead = ahead and contact in floor.items and floor.items[contact].place == "queued"
    for item, asked in matching.ranked(floor):
        if ahead and item.id == contact:
            break
        # Who asks for other proficiencies waits for other agents [choice].
        if asked.skill in skills and asked.best <= worst and asked.worst >= best:
            found[item.id] = max(found.get(item.id, 0), (floor.engine.now - asked.since) // SECOND)
    return len(found), max(found.values(), default=0)


def agents(floor: Floor, skills: list[str] | None, best: int, worst: int) -> AgentCounts:
    """Agents who have one of these skills within these proficiencies, by state; None: all agents."""
    states: Counter[str] = Counter()
    for agent in floor.agents.values():
        if skills is None or any(best <= agent.skills.get(each, 0) <= worst for each in skills):
            states[floor.shown(agent)[0]] += 1
    return AgentCounts(
        total=states.total() - states["LoggedOut"],
        available=states["Available"],
        unavailable=states["Unavailable"],
        inbound=states["InboundContact"] + states["InboundConsult"],
        outbound=states["OutboundContact"] + states["OutboundConsult"],
        dialer=states["Dialer"],
    )


def estimate(floor: Floor, skill: str, contact: Contact, minutes: float) -> WaitEstimate:
    """The wait of a contact for a skill: behind all who wait where it does not wait itself."""
    ahead, _ = queue(floor, [skill], contact.id, ahead=True, best=1, worst=20)
    now = floor.engine.now
    waits = [(now - asked.since) / SECOND for item, asked in matching.ranked(floor) if asked.skill == skill]
    own = floor.items.get(contact.id)
    mine: Asked | None = own.asked.get(skill) if own is not None and own.place == "queued" else None
    able = [each for each in floor.agents.values() if skill in each.skills]
    return floor.history.estimate(
        skill,
        now,
        minutes,
        ahead=ahead,
        free=sum(floor.shown(each)[0] == "Available" for each in able),
        busy=sum(any(floor.items[id].skill == skill for id in each.items) for each in able),
        waits=waits,
        own=(now - mine.since) / SECOND if mine is not None else 0.0,
    )


def by_media(floor: Floor) -> dict[str, int]:
    """Living contacts by type of their main script, and those that wait to be called."""
    found = Counter(
        each.main.script.source.media or "Generic"
        for each in floor.engine.contacts.values()
        if each.alive and each.begun
    )
    found["Callback"] = sum(each.call is not None for each in floor.items.values())
    return dict(found)


def view(floor: Floor, agent: Agent) -> AgentView:
    """An agent as others see them."""
    state, reason = floor.shown(agent)
    return AgentView(
        agent.id, agent.first_name, agent.last_name, agent.user_id, agent.user_name, agent.team, state, reason,
        dict(agent.skills), tuple(agent.items),
    )  # fmt: skip
