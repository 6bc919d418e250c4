"""Parse: takes a part out of a text."""

from studio.sdk import Action, Context, Outcome, SnippetError, number, text, variable


class Parse(Action):
    """Cuts a part out of a text: the characters from Start to End, both included and counted from 1 [documented].

    8015553200 with Start 1 and End 3 gives 801 [documented]. Positions outside the text are those of its ends; a Start
    behind the End gives empty text [choice]. A position that can't be worked out sets _ERR and gives empty text [choice].
    """

    kind = "PARSE"

    String = text(about="the text [documented]")
    Start = number("1", required=True, about="position of the first character [documented]")
    End = number("0", required=True, about="position of the last character [documented]")
    Variable = variable(about="variable for the part [documented]")

    def run(self, context: Context) -> Outcome:
        try:
            start, end = int(self.Start(context)), int(self.End(context))
        except SnippetError as fault:
            context.fail(fault)
            start = end = 0
        context.put(self.Variable, self.String(context)[max(start, 1) - 1 : max(end, 0)])
        return "Default"
