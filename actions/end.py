"""End: ends the script and its contact."""

from studio.sdk import Action, Context, EndContact, Outcome


class End(Action):
    """Ends the script, the scripts that called it and the contact, by way of Onrelease where there is one [documented]."""

    kind = "END"
    branches = ()

    def run(self, context: Context) -> Outcome:
        return EndContact()
