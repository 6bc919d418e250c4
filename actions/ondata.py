"""Ondata: where the flow goes on when an agent has sent a form."""

from studio.sdk import EventAction


class Ondata(EventAction):
    """Each field of the form is a variable of its name by now, with what the agent has entered [documented].

    They are plain variables of the script that has the Ondata [choice]; a variable of that name is written over
    [choice]. Whatever the script was doing is broken off [documented].
    """

    kind = "ONDATA"
