"""Onpageopen: where the flow goes on when an agent opens a sequence of pages."""

from studio.sdk import EventAction, variable


class Onpageopen(EventAction):
    """An agent has opened a sequence of pages; who it is stands in the variables [documented].

    Whatever the script was doing is broken off [documented]. What the event does not bring becomes empty text [choice].
    """

    kind = "ONPAGEOPEN"
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
