"""If: one of two ways."""

from collections.abc import Callable

from studio.sdk import Action, Context, Outcome, SnippetError, compiled, expression, truth


class If(Action):
    """True or False by an expression; there is no Default [observed in exports].

    An expression that can't be evaluated sets _ERR and counts as False [choice].
    """

    kind = "IF"
    branches = ("True", "False")

    Expression = expression(required=True)

    def prepare(self) -> Callable[[Context], Outcome]:
        evaluate = compiled(self.Expression)

        def decide(context: Context) -> Outcome:
            try:
                return "True" if truth(evaluate(context.variables, context)) else "False"
            except SnippetError as fault:
                context.fail(fault)
                return "False"

        return decide
