"""Onabandon: where the flow goes on when the dialer has a live call and no agent."""

from studio.sdk import EventAction


class Onabandon(EventAction):
    """The dialer's call was answered, and no agent is free [documented].

    Whatever the script was doing is broken off; what follows may queue the contact (Reskill) or disconnect it (Hangup)
    [documented]. Fields that the event brings become variables, where a variable can be called so [choice].
    """

    kind = "ONABANDON"
