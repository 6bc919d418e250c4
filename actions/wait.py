"""Wait: lets time pass."""

from collections.abc import Callable

from studio.sdk import Action, Context, Outcome, SnippetError, expression_of, fixed, number, to_number


class Wait(Action):
    """Waits so many seconds, fractions allowed [documented].

    An event ends the wait early, without taking Default [documented]. Less than 0, or what is no number, is 0 [choice].
    """

    kind = "WAIT"

    Seconds = number(required=True, about="how long, in virtual time [documented]")

    def prepare(self) -> Callable[[Context], Outcome]:
        seconds = fixed(self.Seconds)
        if seconds is not None:
            length = float(seconds)
            return lambda context: length
        evaluate = expression_of(self.Seconds)
        assert evaluate is not None  # what is not fixed is an expression

        def wait(context: Context) -> Outcome:
            try:
                value = evaluate(context.variables, context)
                return value if value.__class__ is float else float(to_number(value))
            except SnippetError as fault:
                context.fail(fault)
                return 0.0

        return wait
