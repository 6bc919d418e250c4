"""Onrelease: where the flow goes on when the contact is released."""

from studio.sdk import Context, EventAction, Incoming, variable


class Onrelease(EventAction):
    """An entry point: the flow goes on here when the contact is released, by a hang-up or by End [documented].

    When no action follows, the contact ends [documented]. It fills _CAUSECODE, _CALLRESULT and _CAUSECODECATEGORYID
    [documented], and the variables that CauseCode and CallResult name [inferred]: from the fields `cause code`, `call result`
    and `cause code category id`, else from the event's first three values; what it does not bring is empty [choice].
    """

    kind = "ONRELEASE"

    CauseCode = variable(about="variable for the cause code, field `cause code` [documented; field: choice]")
    CallResult = variable(about="variable for the result of the call, field `call result` [inferred]")

    def enter(self, context: Context, incoming: Incoming) -> None:
        brought = [*incoming.values, "", "", ""][:3]
        names = ("cause code", "call result", "cause code category id")
        found = [incoming.field(name) for name in names]
        cause, result, category = (value if value is not None else brought[place] for place, value in enumerate(found))
        context.set("_CAUSECODE", cause)
        context.set("_CALLRESULT", result)
        context.set("_CAUSECODECATEGORYID", category)
        context.put(self.CauseCode, cause)
        context.put(self.CallResult, result)
