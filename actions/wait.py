"""Wait: lets time pass."""

from collections.abc import Callable

from studio.sdk import Action, Context, Outcome, Pause, SnippetError, compiled, fixed, number


class Wait(Action):
    """Waits so many seconds, fractions allowed [documented].

    An event ends the wait early, without taking Default [documented]. Less than 0, or what is no number, is 0 [choice].
    """

    kind = "WAIT"

    Seconds = number(required=True, about="how long, in virtual time [documented]")

    def prepare(self) -> Callable[[Context], Outcome]:
        seconds = fixed(self.Seconds)
        if seconds is not None:
            pause = Pause(float(seconds))
            return lambda context: pause
        evaluate = compiled(self.Seconds)

        def wait(context: Context) -> Outcome:
            try:
                return Pause(evaluate(context.variables, context))
            except SnippetError as fault:
                context.fail(fault)
                return Pause(0)

        return wait
