"""Endtext: ends a text message contact."""

from studio.sdk import Action, Context, EndContact, Outcome


class Endtext(Action):
    """Ends the script and its SMS contact, where no agent was requested [documented]; by way of Onrelease [inferred]."""

    kind = "ENDTEXT"
    branches = ()

    def run(self, context: Context) -> Outcome:
        return EndContact()
