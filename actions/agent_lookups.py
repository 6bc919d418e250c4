"""Look-ups of agents: Agent List and the details of one agent."""

from __future__ import annotations

from typing import Any

from studio.sdk import Context, Outcome, text, variable

from ._platform import PlatformCall, chosen, error_details, security_user, wanted_members


class AgentList(PlatformCall):
    """Gives the profiles of all agents, or of one, as an array [documented].

    Success when the call is carried out; an agent who isn't there gives an empty array [choice]. Members that the world
    does not state are empty [choice].
    """

    kind = "AGENT_LIST"
    aliases = ("AGENTLIST",)
    branches = ("Default", "Success")
    result_in = "ListVar"

    SecurityUser = security_user("SecurityUser")
    AgentID = text(about="id of one agent; empty: all [documented]")
    ListVar = variable("Agents", about="variable for the array of profiles [documented]")

    def call(self, context: Context, directory: Any, user: str) -> Outcome:
        return self.answered(context, directory.records.profiles(context.engine, self.AgentID(context)))


class AgentDetails(PlatformCall):
    """Gives what is known of an agent, as the only element of agents in the result [observed in exports].

    An agent who isn't there: _ERR, an empty result, Default [choice].
    """

    kind = "GET_AGTDTLSV23"
    user_in, result_in, errors_in = "authContext", "resultSet", "errorArgList"

    authContext = security_user()
    agentId = text(about="id of the agent [observed in exports]")
    fields = wanted_members()
    resultSet = variable(about="variable for the answer: agents [observed in exports]")
    errorArgList = error_details()

    def call(self, context: Context, directory: Any, user: str) -> Outcome:
        wanted = self.agentId(context)
        found = directory.records.agent(context.engine, wanted)
        if found is None:
            return self.refused(context, "InvalidAgentId", f"there is no agent {wanted!r}")
        return self.answered(context, {"agents": [chosen(found, self.fields(context))]})
