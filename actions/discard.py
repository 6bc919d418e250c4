"""Discard: ends a mail contact."""

from studio.sdk import Action, Context, EndContact, Outcome


class Discard(Action):
    """Ends the script and its mail contact [documented], by way of Onrelease where there is one [inferred]."""

    kind = "DISCARD"
    branches = ()

    def run(self, context: Context) -> Outcome:
        return EndContact()
