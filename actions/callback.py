"""Callback: the contact is called back instead of waiting on the line."""

from studio.sdk import Action, Context, Outcome, ReturnCall, number, text, to_text

from ._routing import call_delay


class Callback(Action):
    """Ends the call, but keeps its place in the queue; its number is called when an agent accepts [documented].

    The script goes on by Default meanwhile, without a caller [inferred]. When the call is answered ANI is PhoneNumber and DNIS
    is CallerID [documented], and Onanswer comes [inferred]. If nobody answers, the contact is released [choice]. A contact
    that waits in no queue, that an agent has already, or whose caller has hung up: Error, with _ERR; there is no callback then
    [documented for a caller who has hung up; else choice].
    """

    kind = "CALLBACK"
    branches = ("Default", "Error")

    PhoneNumber = text(about="number to call; empty: the contact's ANI [documented; empty: choice]")
    CallerID = text(about="number that is shown; empty: the contact's DNIS [documented; empty: choice]")
    CallDelaySec = number(
        "0", about="seconds from the agent's answer to the call, at most 59 [documented; cut: choice]"
    )

    def run(self, context: Context) -> Outcome:
        number = self.PhoneNumber(context).strip() or to_text(context.get("ANI"))
        if not number:
            context.fail("there is no number to call back")
            return "Error"
        caller = self.CallerID(context).strip() or to_text(context.get("DNIS"))
        delay = call_delay(self.CallDelaySec(context))
        context.world.agents.call_back(context.contact, ReturnCall(number, caller, delay))
        return "Default"
