"""Ontransfer: where the flow goes on when the contact is transferred."""

from studio.sdk import EventAction


class Ontransfer(EventAction):
    """Happens when an agent hands the contact to another agent, to a skill or to a number; not with Blindxfer [documented].

    Whatever the script was doing is broken off [documented]. Fields that the event brings become variables of their names:
    the model of agents brings ``agent id``, ``first name`` and ``last name`` of the one who transfers, and ``to agent``,
    ``to skill`` or ``to number`` [choice].
    """

    kind = "ONTRANSFER"
