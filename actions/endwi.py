"""Endwi: the work item is done."""

from studio.sdk import Action, Context, Outcome


class Endwi(Action):
    """Ends the work item; the script goes on [documented].

    The contact leaves its queue, or its agent, who then has the work after a contact; the flow goes on by Default, without
    Onrelease [inferred from the comparison of actions that end: no page of its own is known, nor the names of its properties].
    A contact that is in no queue and with no agent: nothing happens [choice].
    """

    kind = "ENDWI"
    # None of its branches is known; the flow goes on by the one that every action has.
    branches = ()

    def run(self, context: Context) -> Outcome:
        left: bool = context.world.agents.leave(context.contact)
        context.report("world", text="work item ended", left=str(left))
        return "Default"
