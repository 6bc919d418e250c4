"""Onassignment: where the flow goes on when a digital contact reaches an agent."""

from studio.sdk import EventAction, variable


class Onassignment(EventAction):
    """A digital contact was assigned to an agent; it happens anew each time, after a transfer with IsTransfer true
    [documented].

    The agent before is told too; where there is none its variables are empty [documented; empty: choice]. Whatever the
    script was doing is broken off [documented].
    """

    kind = "ONASSIGNMENTCHANGED_DIGITAL"
    aliases = ("ONASSIGNMENT",)
    fields = {
        "SkillID": "skill id",
        "SkillName": "skill name",
        "AgentFirstName": "first name",
        "AgentLastName": "last name",
        "UserID": "user id",
        "AgentID": "agent id",
        "PriorAgentFirstName": "prior first name",
        "PriorAgentLastName": "prior last name",
        "PriorUserID": "prior user id",
        "PriorAgentID": "prior agent id",
        "IsTransfer": "is transfer",
    }

    SkillID = variable("SKLID", about="gets the skill's number: field `skill id` [documented; field: choice]")
    SkillName = variable("SKLNAME", about="gets the skill's name: field `skill name` [documented; field: choice]")
    AgentFirstName = variable(
        "FIRST", about="gets the agent's first name: field `first name` [documented; field: choice]"
    )
    AgentLastName = variable("LAST", about="gets the agent's last name: field `last name` [documented; field: choice]")
    UserID = variable("USERID", about="gets the agent's user id: field `user id` [documented; field: choice]")
    AgentID = variable("AGENTID", about="gets the agent's id: field `agent id` [documented; field: choice]")
    PriorAgentFirstName = variable(
        "PRIORFIRST",
        about="gets the first name of the agent before: field `prior first name` [documented; field: choice]",
    )
    PriorAgentLastName = variable(
        "PRIORLAST",
        about="gets the last name of the agent before: field `prior last name` [documented; field: choice]",
    )
    PriorUserID = variable(
        "PRIORUSERID",
        about="gets the user id of the agent before: field `prior user id` [documented; field: choice]",
    )
    PriorAgentID = variable(
        "PRIORAGENTID", about="gets the id of the agent before: field `prior agent id` [documented; field: choice]"
    )
    IsTransfer = variable(
        "ISTRANSFER",
        about="gets `true` after a transfer, else `false`: field `is transfer` [documented; field: choice]",
    )
