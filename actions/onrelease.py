"""Onrelease: where the flow goes on when the contact is released."""

from studio.sdk import Action, Context, Incoming, Outcome, variable


class Onrelease(Action):
    """Runs after a hang-up, or after End [documented]; the script ends when no action follows.

    The event's first two values are the cause code and the call's result: they fill _CAUSECODE and _CALLRESULT, and the
    variables that CauseCode and CallResult name [inferred].
    """

    kind = "ONRELEASE"
    event = True

    CauseCode = variable()
    CallResult = variable()

    def enter(self, context: Context, incoming: Incoming) -> None:
        cause, result = [*incoming.values, "", ""][:2]
        context.set("_CAUSECODE", cause)
        context.set("_CALLRESULT", result)
        context.put(self.CauseCode, cause)
        context.put(self.CallResult, result)

    def run(self, context: Context) -> Outcome:
        return "Default"
