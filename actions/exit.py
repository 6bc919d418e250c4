"""Exit: ends a chat."""

from studio.sdk import Action, Context, EndContact, Outcome


class Exit(Action):
    """Ends the script and its chat at once, by way of Onrelease where there is one [documented]."""

    kind = "EXIT"
    branches = ()

    def run(self, context: Context) -> Outcome:
        return EndContact()
