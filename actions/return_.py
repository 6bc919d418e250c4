"""Return: leaves a subscript."""

from studio.sdk import Action, Context, Outcome, ReturnToCaller, text


class Return(Action):
    """Goes back to the script that called this one, with one value [documented].

    In a main script there is nothing to go back to: it ends the script as End does [choice].
    """

    kind = "RETURN"
    branches = ()

    ReturnValue = text(about="the value that goes back [documented]")

    def run(self, context: Context) -> Outcome:
        return ReturnToCaller(self.ReturnValue(context))
