"""Hangup: ends the call."""

from studio.sdk import Action, Context, EndContact, Outcome


class Hangup(Action):
    """Disconnects the caller with all calls that belong to it, and goes on at Onrelease [documented]; in a subscript all
    scripts of the contact end [inferred].

    Without an Onrelease the script ends; behind Onrelease it ends for good [documented]. Calls that belong to it are the
    contacts that it is linked with [inferred].
    """

    kind = "HANGUP"
    branches = ()

    def run(self, context: Context) -> Outcome:
        callers = context.world.find("callers")
        if callers is not None and not context.contact.released:
            for other in callers.unlink(context.engine, context.contact):
                callers.hang_up(context.engine, context.engine.contacts[other])
        return EndContact()
