"""Onsignal: where the flow goes on when a signal comes."""

from studio.sdk import Action, Context, Incoming, Outcome, names, text, variable

MOST = 9


class Onsignal(Action):
    """Writes the signal's values as SP1, SP2, … and the sender's contact id into SrcContactIDVar [documented].

    Values of an earlier signal are forgotten first. Names in Parameters take the place of SP1, SP2, … as Begin's do of
    p1, p2, …; scripts that shall run on the platform too leave it empty [choice].
    """

    kind = "ONSIGNAL"
    event = True

    SrcContactIDVar = variable("S1")
    ParamCount = text()
    Parameters = names()

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
