"""Onpreview: where the flow goes on when the dialer shows a contact to an agent."""

from studio.sdk import EventAction


class Onpreview(EventAction):
    """A contact of the dialer is previewed, before it is called [documented].

    Without an Onpreview the script is suspended at that moment [documented]. No Runsub and no Runapp may follow on the
    platform; here they run [documented; here: choice]. Fields that the event brings become variables, where a
    variable can be called so [choice].
    """

    kind = "ONPREVIEW"
