"""Snippet: code in the Snippet language."""

from collections.abc import Callable

from studio.sdk import Action, Context, Outcome, code, compiled, plain


class Snippet(Action):
    """Runs code of the Snippet language [documented].

    A run-time error ends it at once, puts a message into _ERR and takes Error [documented]. What was assigned before stays
    [choice]. It is instant: no event comes between its statements [choice]. Functions of a Snippet that nothing leads to
    are known to all Snippets of the script [observed in exports].
    """

    kind = "SNIPPET"
    branches = ("Default", "Error")

    Data = code(about="the code [documented]")
    MaxStringSize = plain("Limit2K", about="longest text that it stores, from Limit2K to Limit32K [documented]")

    def prepare(self) -> Callable[[Context], Outcome]:
        run = compiled(self.Data)

        def snippet(context: Context) -> Outcome:
            run(context.variables, context)
            return "Default"

        return snippet
