"""Queuecallback: queues a call that is made when an agent is there."""

from studio.sdk import Action, Context, Outcome, ReturnCall, Wish, number, text

from ._routing import call_delay


class Queuecallback(Action):
    """Queues this contact without a call before it; its number is called when an agent accepts [documented].

    The script stays in control and goes on by Default; its own events happen when the call comes to an agent, whose state is
    that of an inbound contact [documented]. It is the contact's own skill that it waits for [choice: the page's properties
    are not known as a whole]. ANI is then PhoneNumber and DNIS is CallerID [inferred]. Without a number, or where the contact
    is with an agent: _ERR, and Default [choice].
    """

    kind = "QUEUECALLBACK"

    PhoneNumber = text("{ANI}", about="number to call [documented]")
    CallerID = text("{DNIS}", about="number that is shown [documented]")
    CallDelaySec = number(
        "0", about="seconds from the agent's answer to the call, at most 59 [documented; cut: choice]"
    )

    def run(self, context: Context) -> Outcome:
        number = self.PhoneNumber(context).strip()
        if not number:
            context.fail("there is no number to call back")
            return "Error"
        delay = call_delay(self.CallDelaySec(context))
        call = ReturnCall(number, self.CallerID(context).strip(), delay)
        context.world.agents.queue_callback(context.contact, Wish(), call)
        return "Default"
