"""Pull Outbound Agent: gets an agent out of the dialer for an inbound call."""

from studio.sdk import Action, Context, Outcome, SnippetError, boolean, text, to_number, variable

#: What is told of a pull, and the branch that it takes; what is not here is Error.
BRANCHES = {
    "stopped": "SkillStopped",
    "no agents": "NoAgents",
    "blended": "IsPriorityBlended",
    "agentless": "IsAgentless",
    "too many": "TooManyPullRequests",
}
MESSAGES = {
    "stopped": "the outbound skill is stopped",
    "no agents": "nobody of the outbound skill is logged in",
    "blended": "the outbound skill blends by priority",
    "agentless": "the outbound skill has no agents",
    "too many": "too many requests wait already",
    "no skill": "there is no such skill",
    "none in time": "no agent of both skills is in the dialer",
}


class Pullobagent(Action):
    """Gets an agent of an outbound skill out of the dialer, who is then available for an inbound skill [documented].

    Default is taken when an agent was pulled; the other branches tell why none was, and ErrorMessage says it in words
    [documented]. The agent goes back to the dialer after agentWaitTime seconds, or when the contact that came meanwhile is
    over [documented; seconds: choice]. The agent has to have both skills [choice]. No agent in the dialer at the moment, or a
    skill that the world does not have: Error [choice]. requestTimeout and favorOutbound make no difference here, for an agent
    in the dialer is pulled at once or not at all, and requests never pile up [choice].
    """

    kind = "PULLOBAGENT"
    aliases = ("PULLOUTBOUNDAGENT",)
    branches = (
        "Default",
        "SkillStopped",
        "NoAgents",
        "Error",
        "TooManyPullRequests",
        "IsPriorityBlended",
        "IsAgentless",
    )

    outBoundSkillNo = text(about="skill that the agent is pulled from [documented]")
    inBoundSkillNo = text(about="skill that asks for the agent [documented]")
    agentWaitTime = text(about="how long the agent waits before going back to the dialer, in seconds [documented]")
    requestTimeout = text(about="how long the request waits for an answer; kept, not used [documented]")
    favorOutbound = boolean(about="True: the dialer is slowed first; kept, not used [documented]")
    ErrorMessage = variable(about="gets why no agent was pulled [documented]")

    def run(self, context: Context) -> Outcome:
        try:
            seconds = float(to_number(self.agentWaitTime(context).strip() or 0))
        except SnippetError:
            seconds = 0.0
        outbound, inbound = self.outBoundSkillNo(context), self.inBoundSkillNo(context)
        became: str = context.world.agents.pull_outbound(outbound, inbound, max(0.0, min(seconds, 86_400.0)))
        context.put(self.ErrorMessage, MESSAGES.get(became, ""))
        if became == "pulled":
            return "Default"
        context.fail(MESSAGES.get(became, became))
        return BRANCHES.get(became, "Error")
