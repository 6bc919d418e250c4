"""Agentstate: what an agent is doing."""

from studio.sdk import Action, Context, Outcome, text, variable


class Agentstate(Action):
    """Takes the branch of an agent's state, and tells the state and its reason [documented].

    The state is told by the branch's name, LoggedOut for one who is not logged in; LoggedIn is one who is in but has chosen no
    state yet [documented; LoggedOut: inferred]. Work after a contact is Unavailable with the reason ACW [observed in exports].
    An agent whom the world does not have is not logged in [choice].
    """

    kind = "AGENTSTATE"
    branches = (
        "Default",
        "NotLoggedIn",
        "Available",
        "Unavailable",
        "InboundContact",
        "OutboundContact",
        "InboundConsult",
        "OutboundConsult",
        "Dialer",
        "LoggedIn",
    )

    AgentID = text(about="id of the agent [documented]")
    StateVariable = variable("STATE", about="gets the state [documented]")
    ReasonVariable = variable("REASON", about="gets the reason, such as Lunch or ACW [documented]")

    def run(self, context: Context) -> Outcome:
        found: tuple[str, str] = context.world.agents.state_of(self.AgentID(context))
        state, reason = found
        context.put(self.StateVariable, state)
        context.put(self.ReasonVariable, reason)
        return "NotLoggedIn" if state == "LoggedOut" else state
