"""Runsub: calls another script and waits for its Return."""

from studio.sdk import Action, CallScript, Context, Outcome, text, texts, variable


class Runsub(Action):
    """Runs another script on the same contact and waits for its Return [documented].

    Default comes after the Return; Error if the script can't be called: it is not there, not active, or of another type
    [documented], not valid, or nested too deep [choice]. Values go in by position as p1, p2, …; one value comes back
    [documented]. An error inside the subscript never takes Error here [choice].
    """

    kind = "RUNSUB"
    branches = ("Default", "Error")

    ScriptName = text(required=True, about="name of the script, looked for from the folder of this one [documented]")
    ParamCount = text(about="kept, not used: the length of Parameters counts [choice]")
    ReturnVariable = variable(about="variable for the value of Return; blank: it is dropped [documented]")
    Parameters = texts(about="values, by position [documented]")

    def run(self, context: Context) -> Outcome:
        return CallScript(self.ScriptName(context).strip(), self.Parameters(context))

    def returned(self, context: Context, value: str) -> str:
        context.put(self.ReturnVariable, value)
        return "Default"
