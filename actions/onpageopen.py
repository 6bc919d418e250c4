"""Onpageopen: where the flow goes on when an agent opens a sequence of pages."""

from ._routing import AgentEvent


class Onpageopen(AgentEvent):
    """An agent has opened a sequence of pages; who it is stands in the variables [documented].

    Whatever the script was doing is broken off [documented]. What the event does not bring becomes empty text [choice].
    """

    kind = "ONPAGEOPEN"
