"""Ivrlog: an entry in the report of the menus."""

from studio.sdk import Action, Context, Outcome, text


class Ivrlog(Action):
    """Writes an entry into the IVR report [observed in exports]; an event tells of it [choice]."""

    kind = "IVRLOG"

    Result = text(about="what is reported [observed in exports]")
    ivrCustomDataVariable = text(about="data of one's own [observed in exports]")

    def run(self, context: Context) -> Outcome:
        more = self.ivrCustomDataVariable(context)
        told = {"custom": more} if more else {}
        context.report("world", text="IVR report", result=self.Result(context), action=self.caption, **told)
        return "Default"
