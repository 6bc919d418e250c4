"""Locate: looks for a text in another one."""

from studio.sdk import Action, Context, Outcome, boolean, text, variable


class Locate(Action):
    """Puts the position of the first match into the variable, from 1; 0 where there is none [documented, 0: choice].

    Found is taken when the text is there [documented]. An empty text to find is never there [choice].
    """

    kind = "LOCATE"
    branches = ("Default", "Found")

    String = text()
    StringToFind = text()
    Variable = variable()
    CaseSensitive = boolean()

    def run(self, context: Context) -> Outcome:
        whole, sought = self.String(context), self.StringToFind(context)
        if not self.CaseSensitive(context):
            whole, sought = whole.lower(), sought.lower()
        position = whole.find(sought) + 1 if sought else 0
        context.put(self.Variable, position)
        return "Found" if position else "Default"
