"""Snippet: code in the Snippet language."""

from collections.abc import Callable

from studio.sdk import Action, Context, Outcome, code, compiled, plain


class Snippet(Action):
    """Runs its code. A run-time error ends it at once, puts a message into _ERR and takes Error [documented].

    It is instant: no event comes between its statements [choice].
    """

    kind = "SNIPPET"
    branches = ("Default", "Error")

    Data = code()
    MaxStringSize = plain("Limit2K")

    def prepare(self) -> Callable[[Context], Outcome]:
        run = compiled(self.Data)

        def snippet(context: Context) -> Outcome:
            run(context.variables, context)
            return "Default"

        return snippet
