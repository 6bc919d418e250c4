"""Onsignal: where the flow goes on when a signal comes."""

from studio.sdk import Context, EventAction, Incoming, names, text, truth, variable

MOST = 9


class Onsignal(EventAction):
    """An entry point: the flow goes on here when a signal comes [documented].

    The values become SP1, SP2, …, the sender's contact id goes into SrcContactIDVar [documented]. Those of an earlier signal
    are forgotten first [choice]. Names in Parameters take the place of SP1, SP2, … as Begin's do of p1, p2, …; scripts that
    shall run on the platform too leave it empty [choice].

    A click on a button that Indicate has put up is a signal whose values stand in p1, p2, … of the main script as well
    [observed in exports]: an event with the field `indicate` set to 1 [choice]. Its sender is 0, as that of a signal from a
    web service [documented for those].
    """

    kind = "ONSIGNAL"

    SrcContactIDVar = variable("S1", about="variable for the sender's contact id; 0 if it is no contact [documented]")
    ParamCount = text(about="kept, not used: the length of Parameters counts [choice]")
    Parameters = names(about="names in the place of SP1, SP2, … [choice]")

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
