"""Sessions of agents: Join Agent Session, Terminate Agent Session, Set Agent State, Hold Contact."""

from __future__ import annotations

from typing import Any

from studio.sdk import Context, Dynamic, Outcome, plain, text

from ._platform import PlatformCall, error_details, security_user


class JoinAgentSession(PlatformCall):
    """Joins the session of an agent who is logged in, as holding a contact needs [documented].

    InvalidAgentSession without such a session, InvalidAgentId for an agent who is not active, ImpersonateNotEnabled
    where the world file does not let sessions be joined [documented; when: inferred]. A session's id is that of its
    agent, unless the world says otherwise [choice].
    """

    kind = "SESSIONJOIN"
    aliases = ("JOINAGENTSESSION",)
    branches = (
        "Default",
        "Success",
        "InvalidSecurityUser",
        "InvalidAgentSession",
        "InvalidAgentId",
        "ImpersonateNotEnabled",
    )

    SecurityUser = security_user("SecurityUser")
    SessionId = text(about="id of the agent's session [documented]")

    def call(self, context: Context, directory: Any, user: str) -> Outcome:
        outcome, why = directory.sessions.join(context.engine, user, self.SessionId(context).strip())
        return self.refused(context, outcome, why) if outcome else "Success"


class TerminateAgentSession(PlatformCall):
    """Logs an agent out by force [documented].

    InvalidAgentId for one who isn't there or not logged in [choice]; Unauthorized where the world file denies it to the
    user; TooManyRequests above the calls that it allows in a minute [documented; when: inferred].
    """

    kind = "TERMINATEAGENT_V12"
    aliases = ("TERMINATEAGENTSESSION",)
    branches = ("Default", "Success", "InvalidAgentId", "Unauthorized", "InvalidSecurityUser", "TooManyRequests")
    errors_in = "errorArgList"

    SecurityUser = security_user("SecurityUser")
    AgentId = text(about="id of the agent [documented]")
    errorArgList = error_details("documented")

    def call(self, context: Context, directory: Any, user: str) -> Outcome:
        agent = self.AgentId(context).strip()
        outcome, why = directory.sessions.end(context.engine, agent)
        if outcome:
            return self.refused(context, outcome, why)
        context.put(self.errorArgList, Dynamic())
        context.report("world", text="session ended", agent=agent)
        return "Success"


class SetAgentState(PlatformCall):
    """Makes the agent of a session Available or Unavailable; the platform alone sets other states [documented].

    Where it can't be done _ERR says why and Default is taken [choice]. A reason counts with Unavailable only
    [documented].
    """

    kind = "SETAGENTSTATE"

    SecurityUser = security_user()
    SessionId = text(about="id of the agent's session [documented]")
    State = plain(about="Available or Unavailable [documented]")
    Reason = text(about="reason to be unavailable [documented]")

    def call(self, context: Context, directory: Any, user: str) -> Outcome:
        session, state = self.SessionId(context).strip(), self.State(context)
        outcome, why = directory.sessions.set_state(context.engine, session, state, self.Reason(context).strip())
        if outcome:
            return self.refused(context, outcome, why)
        context.report("world", text="agent state", session=session, state=state)
        return "Default"


class HoldContact(PlatformCall):
    """Puts a contact on hold: its Onhold happens [documented]. It needs Setsecurityuser and Join Agent Session before it
    [documented].

    InvalidAgentSession for a session that was not joined, InvalidContactId for a contact that isn't there, InvalidState
    for one that no agent has [documented; when: inferred].
    """

    kind = "CONTACTHOLD"
    aliases = ("HOLDCONTACT",)
    branches = (
        "Default",
        "Success",
        "InvalidSecurityUser",
        "InvalidAgentSession",
        "InvalidContactId",
        "InvalidState",
    )

    SecurityUser = security_user("SecurityUser")
    SessionId = text(about="id of the agent's session [documented]")
    ContactID = text("{ContactId}", about="id of the contact [documented]")

    def call(self, context: Context, directory: Any, user: str) -> Outcome:
        session, contact = self.SessionId(context).strip(), self.ContactID(context).strip()
        outcome, why = directory.sessions.hold(context.engine, user, session, contact)
        if outcome:
            return self.refused(context, outcome, why)
        context.report("world", text="on hold", held=contact)
        return "Success"
