"""Oncheckin: where the flow goes on when a record goes back to where it came from."""

from studio.sdk import EventAction


class Oncheckin(EventAction):
    """The dialer has finished with a record, which goes back to its source [documented].

    Whatever the script was doing is broken off [inferred]. Fields that the event brings become variables, where a
    variable can be called so [choice].
    """

    kind = "ONCHECKIN"
