"""What the actions of agents, queues and calls back share. No action itself."""

from __future__ import annotations

from datetime import UTC, datetime

from studio.sdk import Context, EventAction, micros, proficiency_of, variable

#: Seconds between an agent's answer and the call back, at most [documented].
LONGEST_DELAY = 59


def proficiencies(one: float, other: float) -> tuple[int, int]:
    """The best and the worst proficiency of a range, whichever stands first."""
    best, worst = sorted((proficiency_of(one), proficiency_of(other)))
    return best, worst


def call_delay(seconds: float) -> float:
    """How long an agent waits for a call back to be dialled, cut to what the platform takes."""
    return max(0.0, min(float(LONGEST_DELAY), float(seconds)))


def instant(context: Context, wall: datetime) -> int:
    """A time on the script's clock, in microseconds."""
    return micros(context.to_utc(wall).replace(tzinfo=UTC))


class AgentEvent(EventAction):
    """An event that tells who the agent is, and for which skill."""

    fields = {
        "SkillNameVar": "skill name",
        "AgentFirstName": "first name",
        "AgentLastName": "last name",
        "AgentID": "agent id",
    }

    SkillNameVar = variable("SKLNAME", about="gets the skill's name: field `skill name` [documented; field: choice]")
    AgentFirstName = variable(
        "FIRST", about="gets the agent's first name: field `first name` [documented; field: choice]"
    )
    AgentLastName = variable("LAST", about="gets the agent's last name: field `last name` [documented; field: choice]")
    AgentID = variable("AGENTID", about="gets the agent's id: field `agent id` [documented; field: choice]")
