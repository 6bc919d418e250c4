"""Onsignal: where the flow goes on when a signal comes."""

from studio.sdk import Action, Context, Incoming, Outcome, names, text, variable

MOST = 9


class Onsignal(Action):
    """An entry point: the flow goes on here when a signal comes.

    The values become SP1, SP2, …, the sender's contact id goes into SrcContactIDVar [documented]. Those of an earlier signal
    are forgotten first [choice]. Names in Parameters take the place of SP1, SP2, … as Begin's do of p1, p2, …; scripts that
    shall run on the platform too leave it empty [choice].
    """

    kind = "ONSIGNAL"
    event = True

    SrcContactIDVar = variable("S1", about="variable for the sender's contact id; 0 if it is no contact [documented]")
    ParamCount = text(about="kept, not used: the length of Parameters counts [choice]")
    Parameters = names(about="names in the place of SP1, SP2, … [choice]")

    def enter(self, context: Context, incoming: Incoming) -> None:
        for position in range(1, MOST + 1):
            context.remove(f"SP{position}")
        wanted = self.Parameters(context)
        for position, value in enumerate(incoming.values[:MOST]):
            name = wanted[position] if position < len(wanted) else ""
            context.set(name or f"SP{position + 1}", value)
        context.put(self.SrcContactIDVar, incoming.source)

    def run(self, context: Context) -> Outcome:
        return "Default"
