"""Ontransfer: where the flow goes on when the contact is transferred."""

from studio.sdk import EventAction


class Ontransfer(EventAction):
    """Happens when an agent hands the contact to another agent, to a skill or to a number; not with Blindxfer
    [documented].

    Whatever the script was doing is broken off [documented]. Fields that the event brings become variables, where a
    variable can be called so [choice].
    """

    kind = "ONTRANSFER"
