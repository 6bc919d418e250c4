"""Stop: rests."""

from studio.sdk import Action, Context, Outcome, Park


class Stop(Action):
    """Rests until an event comes [documented].

    It does not end the script [documented], except after Onrelease, where it does [documented].
    """

    kind = "STOP"
    branches = ()

    def run(self, context: Context) -> Outcome:
        return Park()
