"""CustomEvent: data for the agent's application."""

from studio.sdk import Action, Context, Outcome, boolean, text


class CustomEvent(Action):
    """Sends data to the application of an agent [documented]. Of events of one name, in this letter case, the last is kept
    [documented].

    AgentNotConnected for an agent who is not logged in, unless PersistInMemory keeps the event for later; without
    TargetAgent it is for the agent who has the contact [documented], and AgentNotConnected where nobody has it
    [choice]. A world that names no agents takes everybody for logged in [choice].
    """

    kind = "CUSTOMEVENT"
    branches = ("Default", "AgentNotConnected")

    TargetAgent = text(about="id of the agent [documented]")
    EventName = text(about="name of the event [documented]")
    PersistInMemory = boolean(about="whether an agent who is logged out gets it later [documented]")
    Data = text(about="the data [documented]")

    def run(self, context: Context) -> Outcome:
        agent = self.TargetAgent(context).strip() or context.contact.told("__agentid")
        name, data = self.EventName(context), self.Data(context)
        sent = context.world.desk.send_event(
            context.engine, context.contact, agent=agent, name=name, data=data, persist=self.PersistInMemory(context)
        )
        if not sent:
            context.fail(f"agent {agent!r} is not connected")
            return "AgentNotConnected"
        context.report("world", text="custom event", agent=agent, event=name, data=data)
        return "Default"
