"""Onsignal: where the flow goes on when a signal comes."""

from studio.sdk import Context, EventAction, Incoming, names, text, truth, variable

MOST = 9


class Onsignal(EventAction):
    """Writes the signal's values as SP1, SP2, … and the sender's contact id into SrcContactIDVar [documented].

    Values of an earlier signal are forgotten first. Names in Parameters take the place of SP1, SP2, … as Begin's do of
    p1, p2, …; scripts that shall run on the platform too leave it empty [choice]. A click on a button that Indicate has put
    up is a signal whose values stand in p1, p2, … of the main script as well [p1: observed in exports; both: choice]: an event
    with the field ``indicate`` set to 1. Its sender is 0, as that of a signal from a web service [documented for those].
    """

    kind = "ONSIGNAL"

    SrcContactIDVar = variable(
        "S1", about="Receives the sender's contact id; 0 for a signal from elsewhere [documented]"
    )
    ParamCount = text(about="Kept, not used [observed in exports]")
    Parameters = names(about="Names that take the place of SP1, SP2, …; leave it empty [choice]")

    def enter(self, context: Context, incoming: Incoming) -> None:
        for position in range(1, MOST + 1):
            context.remove(f"SP{position}")
        wanted = self.Parameters(context)
        clicked = truth((incoming.field("indicate") or "0").strip())
        for position, value in enumerate(incoming.values[:MOST]):
            name = wanted[position] if position < len(wanted) else ""
            context.set(name or f"SP{position + 1}", value)
            if clicked:
                context.contact.main.variables[f"p{position + 1}"] = value
        context.put(self.SrcContactIDVar, incoming.source)
