"""Ivrlog: an entry in the report of the menus."""

from studio.sdk import Action, Context, Outcome, text


class Ivrlog(Action):
    """Writes an entry into the IVR report [observed]; an event tells of it."""

    kind = "IVRLOG"

    Result = text(about="What is reported [observed]")
    ivrCustomDataVariable = text(about="Data of one's own [observed]")

    def run(self, context: Context) -> Outcome:
        more = self.ivrCustomDataVariable(context)
        told = {"custom": more} if more else {}
        context.report("world", text="IVR report", result=self.Result(context), action=self.caption, **told)
        return "Default"
