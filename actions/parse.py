"""Parse: takes a part out of a text."""

from studio.sdk import Action, Context, Outcome, SnippetError, number, text, variable


class Parse(Action):
    """Puts the characters from Start to End into the variable, both included and counted from 1 [documented].

    Positions outside the text are those of its ends; a Start behind the End gives empty text. A position that can't be
    worked out sets _ERR and gives empty text [choice].
    """

    kind = "PARSE"

    String = text()
    Start = number("1", required=True)
    End = number("0", required=True)
    Variable = variable()

    def run(self, context: Context) -> Outcome:
        try:
            start, end = int(self.Start(context)), int(self.End(context))
        except SnippetError as fault:
            context.fail(fault)
            start = end = 0
        context.put(self.Variable, self.String(context)[max(start, 1) - 1 : max(end, 0)])
        return "Default"
