"""Onrelease: where the flow goes on when the contact is released."""

from studio.sdk import Action, Context, Incoming, Outcome, variable


class Onrelease(Action):
    """An entry point: the flow goes on here when the contact is released, by a hang-up or by End [documented].

    When no action follows, the contact ends [documented]. The event's first two values are the cause code and the call's
    result: they fill _CAUSECODE and _CALLRESULT, and the variables that CauseCode and CallResult name [inferred].
    """

    kind = "ONRELEASE"
    event = True

    CauseCode = variable(about="variable for the cause [documented]")
    CallResult = variable(about="variable for the call's result [inferred]")

    def enter(self, context: Context, incoming: Incoming) -> None:
        cause, result = [*incoming.values, "", ""][:2]
        context.set("_CAUSECODE", cause)
        context.set("_CALLRESULT", result)
        context.put(self.CauseCode, cause)
        context.put(self.CallResult, result)

    def run(self, context: Context) -> Outcome:
        return "Default"
