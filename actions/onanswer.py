"""Onanswer: where the flow goes on when an agent takes the contact."""

from studio.sdk import EventAction, variable


class Onanswer(EventAction):
    """An agent, or the called party, has accepted the contact; who it is stands in the variables [documented].

    Whatever the script was doing is broken off, the loop of a queue too; without an Onanswer the script is suspended
    [documented]. A persistent contact, an email say, begins here when an agent picks it up: nothing runs between its Reqagent
    and its Onanswer [documented]. In a digital script Onassignment takes its place [documented]. What the event does not
    bring becomes empty text [choice].
    """

    kind = "ONANSWER"
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
