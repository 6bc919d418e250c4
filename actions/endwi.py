"""Endwi: the work item is done."""

from studio.sdk import Action, Context, Outcome, text


class Endwi(Action):
    """Ends the work item, with a cause; the script goes on [documented].

    The contact leaves its queue, or its agent, who then has the work after a contact; the flow goes on by Default, without
    Onrelease [inferred from the comparison of actions that end; no page of its own is known]. A contact that is in no queue
    and with no agent: nothing happens [choice].
    """

    kind = "ENDWI"

    CauseCode = text(about="The cause; told on the event stream [documented that there is one; its name: choice]")

    def run(self, context: Context) -> Outcome:
        ended: bool = context.world.agents.leave(context.contact)
        context.report("world", text="work item ended", cause=self.CauseCode(context), left=str(ended))
        return "Default"
