"""Locate: looks for a text in another one."""

from studio.sdk import Action, Context, Outcome, boolean, text, variable


class Locate(Action):
    """Looks for a text in another one; Found is taken when it is there [documented].

    The position of the first match goes into the variable, counted from 1 [documented]; where there is none, 0 [choice].
    An empty text to find is never there [choice].
    """

    kind = "LOCATE"
    branches = ("Default", "Found")

    String = text(about="the text that is searched [documented]")
    StringToFind = text(about="what is looked for [documented]")
    Variable = variable(about="variable for the position [documented]")
    CaseSensitive = boolean(about="whether letter case counts [documented; the default: choice]")

    def run(self, context: Context) -> Outcome:
        whole, sought = self.String(context), self.StringToFind(context)
        if not self.CaseSensitive(context):
            whole, sought = whole.lower(), sought.lower()
        position = whole.find(sought) + 1 if sought else 0
        context.put(self.Variable, position)
        return "Found" if position else "Default"
