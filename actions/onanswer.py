"""Onanswer: where the flow goes on when an agent takes the contact."""

from ._routing import AgentEvent


class Onanswer(AgentEvent):
    """An agent, or the called party, has accepted the contact; who it is stands in the variables [documented].

    Whatever the script was doing is broken off, the loop of a queue too; without an Onanswer the script is suspended
    [documented]. A persistent contact, an email say, begins here when an agent picks it up: nothing runs between its Reqagent
    and its Onanswer [documented]. In a digital script Onassignment takes its place [documented]. What the event does not
    bring becomes empty text [choice].
    """

    kind = "ONANSWER"
