"""If: one of two ways."""

from studio.sdk import Action, Context, Outcome, SnippetError, expression, truth


class If(Action):
    """True or False by an expression; there is no Default [observed in exports].

    An expression that can't be evaluated sets _ERR and counts as False [choice].
    """

    kind = "IF"
    branches = ("True", "False")

    Expression = expression(required=True)

    def run(self, context: Context) -> Outcome:
        try:
            return "True" if truth(self.Expression(context)) else "False"
        except SnippetError as fault:
            context.fail(fault)
            return "False"
