"""Agents are got out of the dialer for contacts that wait."""

from __future__ import annotations

from studio.runtime.ports.agents import Pull, RoutingFault
from studio.world.agents import talking
from studio.world.agents.floor import Floor
from studio.world.agents.model import Agent


def pull(floor: Floor, skill: str) -> bool:
    """True if an agent of the skill is free, or could be got out of the dialer [choice]."""
    able = [each for each in floor.agents.values() if skill in each.skills]
    if any(floor.shown(each)[0] == "Available" for each in able):
        return True
    for agent in able:
        if floor.shown(agent)[0] == "Dialer":
            _pull(floor, agent)
            return True
    return False


def pull_outbound(floor: Floor, outbound: str, inbound: str, seconds: float) -> Pull:
    """An agent of an outbound skill is available for an inbound one, for so long at most; what became of it."""
    try:
        source, target = floor.skills.find(outbound), floor.skills.find(inbound)
    except RoutingFault:
        return "no skill"
    stated = floor.skills[source]
    if stated.agentless:
        return "agentless"
    if not stated.running:
        return "stopped"
    if stated.priority_blending:
        return "blended"
    staff = [each for each in floor.agents.values() if source in each.skills and each.logged_in]
    if not staff:
        return "no agents"
    agent = next((each for each in staff if floor.shown(each)[0] == "Dialer" and target in each.skills), None)
    if agent is None:
        return "none in time"
    _pull(floor, agent)
    if seconds > 0:
        floor.agenda.plan(floor.engine, seconds, "back_to_dialer", agent=agent.id)
    return "pulled"


def back_to_dialer(floor: Floor, agent: Agent) -> None:
    """An agent who was pulled goes back: now, or after the contact that they have."""
    if not agent.logged_in or (agent.then is not None and agent.then[0] == "LoggedOut"):
        return
    if agent.items or agent.after_call:
        agent.then = ("Dialer", "")
        return
    agent.state, agent.reason = "Dialer", ""
    agent.turn += 1
    floor.tell("agent", agent=agent.id, state="Dialer", reason="")


def _pull(floor: Floor, agent: Agent) -> None:
    agent.state, agent.reason = "Available", ""
    floor.tell("pulled", agent=agent.id)
    talking.ready(floor, agent)
