"""Case: as many ways as there are values."""

from studio.sdk import Action, Context, Outcome, SnippetError, custom, expression, to_text


class Case(Action):
    """Takes the branch whose label is the value, else Default [documented].

    Texts are compared, never numbers: 007 is not 7 [choice]. Blanks at both ends don't count, letter case does [choice].
    An expression that can't be worked out sets _ERR and takes Default [choice].
    """

    kind = "CASE"

    Variable = expression(
        required=True,
        about="a variable, or any expression: the value that is compared with the labels [observed in exports]",
    )

    def run(self, context: Context) -> Outcome:
        try:
            value = to_text(self.Variable(context)).strip()
        except SnippetError as fault:
            context.fail(fault)
            return "Default"
        for label in self.cases:
            if label.strip() == value:
                return custom(label)
        return "Default"
