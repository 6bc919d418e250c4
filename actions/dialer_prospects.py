"""Prospects in the dialer: Create Prospects (the first version), Get Prospect, Remove Prospects.

What they ask for needs the dialer's store, which they don't reach yet. They say so each time and change nothing.
"""

from studio.sdk import Action, Context, Dynamic, Outcome, expression, text, variable


def unreached(context: Context) -> Outcome:
    """Say that nothing was done."""
    context.unknown(f"{context.action.kind_here} does not reach the dialer's prospects yet: nothing is done")
    return "Default"


def known_source(context: Context, name: str) -> bool:
    """True if there is such a source; else _ERR says that there is none."""
    known = context.world.directory.sources.map_of(context.engine, name) is not None
    if not known:
        context.fail("Invalid Source Name")
    return known


def no_results() -> Dynamic:
    """Two groups of records, both empty."""
    return Dynamic.of({"SuccessfulRecords": Dynamic.array(), "FailedRecords": Dynamic.array()})


class CreateProspects(Action):
    """The first version of Create Prospects: without maps, one number a prospect [documented].

    Error for what is no object or array in Data [inferred]; else nothing is loaded yet, an event says so, and Results
    has two empty groups [choice]. Use Create Prospects v2.
    """

    kind = "CREATEPROSPECTS"
    aliases = ("CREATEPROSPECT",)
    branches = ("Default", "Error")

    SkillNo = text(about="number of the skill [documented]")
    SourceName = text(about="name of the source [documented]")
    Data = expression(about="array of records [documented]")
    Results = variable(about="variable for what became of the records [documented]")

    def run(self, context: Context) -> Outcome:
        context.put(self.Results, no_results())
        if not isinstance(self.Data(context), Dynamic):
            context.fail("Invalid Data")
            return "Error"
        return unreached(context)


class GetProspect(Action):
    """Looks for prospects of a source by ExternalID, PhoneNumber, or FirstName and LastName together [documented].

    Error for a source that isn't there, and for one name alone [choice]; else an event says that nothing is looked for
    yet, and Results is an empty array [choice].
    """

    kind = "GETPROSPECT"
    branches = ("Default", "Error")

    SourceName = text(about="name of the source [documented]")
    SearchOptions = expression(about="object with what is looked for; empty: all of the source [documented]")
    Results = variable(about="variable for the array of prospects [documented]")

    def run(self, context: Context) -> Outcome:
        context.put(self.Results, Dynamic.array())
        if not known_source(context, self.SourceName(context)):
            return "Error"
        wanted = self.SearchOptions(context)
        names = {each.lower() for each in wanted.members} if isinstance(wanted, Dynamic) else set()
        if ("firstname" in names) != ("lastname" in names):
            context.fail("first and last name are looked for together only")
            return "Error"
        return unreached(context)


class RemoveProspects(Action):
    """Takes prospects out of the dialer, before the lead is checked in [documented].

    Error for a source that isn't there and for what is no object or array [choice]; else nothing is taken out yet, an
    event says so, and Results has two empty groups [choice].
    """

    kind = "REMOVEPROSPECTS"
    branches = ("Default", "Error")

    ProspectsToRemove = expression(about="array of records with their external IDs [documented]")
    SourceName = text(about="name of the source [documented]")
    Results = variable(about="variable for what became of the records [documented]")

    def run(self, context: Context) -> Outcome:
        context.put(self.Results, no_results())
        if not known_source(context, self.SourceName(context)):
            return "Error"
        if not isinstance(self.ProspectsToRemove(context), Dynamic):
            context.fail("Invalid Data")
            return "Error"
        return unreached(context)
