"""Onmachine: where the flow goes on when the dialer has reached an answering machine."""

from studio.sdk import EventAction


class Onmachine(EventAction):
    """The dialer's call has come to an answering machine [documented].

    Whatever the script was doing is broken off [inferred]. Fields that the event brings become variables, where a
    variable can be called so [choice].
    """

    kind = "ONMACHINE"
