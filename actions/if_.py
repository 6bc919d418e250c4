"""If: one of two ways."""

from collections.abc import Callable

from studio.sdk import Action, Context, Outcome, SnippetError, compiled, expression, truth


class If(Action):
    """Takes True or False by the value of an expression [documented].

    There is no Default [observed in exports]. False are null, empty text, 0, and the texts 0 and false; all else is
    True [choice]. An expression that can't be worked out sets _ERR and counts as False [choice].
    """

    kind = "IF"
    branches = ("True", "False")

    Expression = expression(required=True, about="the condition [documented]")

    def prepare(self) -> Callable[[Context], Outcome]:
        evaluate = compiled(self.Expression)

        def decide(context: Context) -> Outcome:
            try:
                return "True" if truth(evaluate(context.variables, context)) else "False"
            except SnippetError as fault:
                context.fail(fault)
                return "False"

        return decide
