"""Scriptcount: how many scripts run."""

from studio.sdk import Action, Context, Outcome, variable


class Buscriptcount(Action):
    """Tells how many scripts run in the business unit, this one included [documented; included: inferred].

    A contact that rests counts, for its script is in the system; one that begins later does not yet [choice].
    """

    kind = "BUSCRIPTCOUNT"
    aliases = ("SCRIPTCOUNT",)

    ScriptCount = variable(about="gets the number [documented]")

    def run(self, context: Context) -> Outcome:
        context.put(self.ScriptCount, context.engine.running)
        return "Default"
