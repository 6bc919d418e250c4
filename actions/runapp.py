"""Runapp: a form, a page or a program at the agent."""

from typing import Any

from studio.sdk import Action, Await, Context, Outcome, boolean, number, plain, text

#: As long as anybody waits, in seconds.
LONGEST = 1_000_000_000


class Runapp(Action):
    """Shows a form at the agent, or opens something there [documented].

    Without WaitForSubmit it goes on at once, and what the agent sends comes by Ondata [documented]. With it the action
    waits for the form, at most WaitTimeout seconds: the fields become variables and Default is taken [documented]. It
    is taken as well when the time is over; a form that is sent later comes by Ondata [choice]. What is no
    ShowCustomForm is opened as a page, and nothing is waited for [choice]. A blank AgentID is the agent who has the
    contact [choice]. What the agent sends and when stands in the world file [choice].
    """

    kind = "RUNAPP"

    AgentID = text(about="id of the agent [documented]")
    ActionType = plain(about="ShowCustomForm and others [documented]")
    ActionValue = text(about="HTML of the form, or what is opened [documented]")
    WaitForSubmit = boolean(about="whether to wait until the agent sends the form [documented]")
    WaitTimeout = number("120", about="how many seconds to wait for it [documented]")

    def run(self, context: Context) -> Outcome:
        desk, agent = context.world.desk, self.AgentID(context).strip()
        value = self.ActionValue(context)
        if "form" not in self.ActionType(context).lower():
            desk.open_window(context.engine, context.contact, url=value, agent=agent)
            context.report("world", text="run at agent", agent=agent, value=value)
            return "Default"
        form = desk.show_form(context.engine, context.contact, form=value, agent=agent)
        context.report("world", text="form shown", agent=agent, form=form)
        if not self.WaitForSubmit(context):
            return "Default"
        seconds = min(max(self.WaitTimeout(context), 0), LONGEST)
        return Await(hears=(f"form {form}",), seconds=float(seconds))

    def resume(self, context: Context, answer: Any, memo: dict[str, Any]) -> Outcome:
        if answer is None:
            context.report("world", text="form not sent in time")
            return "Default"
        for name, value in answer["fields"].items():
            context.set(name, value)
        return "Default"
