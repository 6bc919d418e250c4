"""Runsub: calls another script and waits for its Return."""

from studio.sdk import Action, CallScript, Context, Outcome, text, texts, variable


class Runsub(Action):
    """Runs a subscript on the same contact. Default comes after its Return; Error if it can't be called [documented].

    Values go in by position as p1, p2, …; one value comes back, into ReturnVariable of the caller.
    """

    kind = "RUNSUB"
    branches = ("Default", "Error")

    ScriptName = text(required=True)
    ParamCount = text()
    ReturnVariable = variable()
    Parameters = texts()

    def run(self, context: Context) -> Outcome:
        return CallScript(self.ScriptName(context).strip(), self.Parameters(context))

    def returned(self, context: Context, value: str) -> str:
        context.put(self.ReturnVariable, value)
        return "Default"
