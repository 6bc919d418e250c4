"""Snippet: code in the Snippet language."""

from studio.sdk import Action, Context, Outcome, code, plain


class Snippet(Action):
    """Runs its code. A run-time error ends it at once, puts a message into _ERR and takes Error [documented].

    It is instant: no event comes between its statements [choice].
    """

    kind = "SNIPPET"
    branches = ("Default", "Error")

    Data = code()
    MaxStringSize = plain("Limit2K")

    def run(self, context: Context) -> Outcome:
        self.Data(context)
        return "Default"
