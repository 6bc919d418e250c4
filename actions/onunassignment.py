"""Onunassignment: where the flow goes on when a digital contact leaves its agent."""

from studio.sdk import EventAction, variable


class Onunassignment(EventAction):
    """A digital contact has left its agent: it was given back, transferred or finished [documented].

    Whatever the script was doing is broken off [documented]. It may happen again and again [documented].
    """

    kind = "ONUNASSIGNMENTCHANGED_DIGITAL"
    aliases = ("ONUNASSIGNMENT",)
    fields = {
        "SkillID": "skill id",
        "SkillName": "skill name",
        "PriorAgentFirstName": "prior first name",
        "PriorAgentLastName": "prior last name",
        "PriorUserID": "prior user id",
        "PriorAgentID": "prior agent id",
    }

    SkillID = variable("SKLID", about="gets the skill's number: field `skill id` [documented; field: choice]")
    SkillName = variable("SKLNAME", about="gets the skill's name: field `skill name` [documented; field: choice]")
    PriorAgentFirstName = variable(
        "PRIORFIRST",
        about="gets the first name of the agent it has left: field `prior first name` [documented; field: choice]",
    )
    PriorAgentLastName = variable(
        "PRIORLAST",
        about="gets the last name of the agent it has left: field `prior last name` [documented; field: choice]",
    )
    PriorUserID = variable(
        "PRIORUSERID",
        about="gets the user id of the agent it has left: field `prior user id` [documented; field: choice]",
    )
    PriorAgentID = variable(
        "PRIORAGENTID",
        about="gets the id of the agent it has left: field `prior agent id` [documented; field: choice]",
    )
