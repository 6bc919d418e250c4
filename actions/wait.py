"""Wait: lets time pass."""

from studio.sdk import Action, Context, Outcome, Pause, SnippetError, number


class Wait(Action):
    """Waits so many seconds, fractions allowed [documented].

    An event ends the wait early, without taking Default [documented]. Less than 0, or what is no number, is 0 [choice].
    """

    kind = "WAIT"

    Seconds = number(required=True, about="how long, in virtual time [documented]")

    def run(self, context: Context) -> Outcome:
        try:
            return Pause(float(self.Seconds(context)))
        except SnippetError as fault:
            context.fail(fault)
            return Pause(0)
