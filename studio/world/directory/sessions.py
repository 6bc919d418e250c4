"""Sessions of agents: joined, ended, set to a state, contacts put on hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.runtime.ports.directory import Verdict
from studio.world.directory import people
from studio.world.directory.settings import DirectorySettings

if TYPE_CHECKING:
    from studio.runtime.engine import Engine
    from studio.world.directory.people import Agent

#: The states that can be set; all others are the platform's own [documented].
SETTABLE = ("available", "unavailable")


class Sessions:
    """The sessions. An agent's session has the agent's id, unless the world names another one [choice]."""

    def __init__(self, settings: DirectorySettings) -> None:
        self._settings = settings
        #: (user, session) of those that were joined.
        self.joined: list[tuple[str, str]] = []
        #: State by id of the agents whom this part states.
        self.states: dict[str, str] = {each.id: each.state for each in settings.agents}

    def join(self, engine: Engine, user: str, session: str) -> Verdict:
        """Join a session."""
        agent = self._agent(engine, session)
        if agent is None:
            return "InvalidAgentSession", f"there is no session {session!r}"
        if not agent.active:
            return "InvalidAgentId", f"agent {agent.id} is not active"
        if not self._settings.impersonate:
            return "ImpersonateNotEnabled", "sessions of agents may not be joined"
        if (user, session) not in self.joined:
            self.joined.append((user, session))
        return "", ""

    def end(self, engine: Engine, agent: str) -> Verdict:
        """Log an agent out by force; one who isn't logged in has no session to end [choice]."""
        found = people.agent(engine, agent)
        if found is None:
            return "InvalidAgentId", f"there is no agent {agent!r}"
        if not people.logged_in(engine, agent):
            return "InvalidAgentId", f"agent {agent} is not logged in"
        people.set_state(engine, agent, people.LOGGED_OUT)
        self.joined = [(user, session) for user, session in self.joined if session != (found.session or agent)]
        return "", ""

    def set_state(self, engine: Engine, session: str, state: str, reason: str) -> Verdict:
        """Set the state of the agent of a session."""
        agent = self._agent(engine, session)
        if agent is None:
            return "InvalidAgentSession", f"there is no session {session!r}"
        wanted = state.strip().lower()
        if wanted not in SETTABLE:
            return "InvalidState", f"the state {state!r} can't be set; it takes Available and Unavailable"
        people.set_state(engine, agent.id, wanted.capitalize(), reason if wanted == "unavailable" else "")
        return "", ""

    def hold(self, engine: Engine, user: str, session: str, contact: str) -> Verdict:
        """Put a contact on hold. The session has to be joined first [documented]."""
        if self._agent(engine, session) is None or (user, session) not in self.joined:
            return "InvalidAgentSession", f"session {session!r} is not joined"
        found = engine.contacts.get(contact.strip())
        if found is None or not found.alive or not found.begun:
            return "InvalidContactId", f"there is no contact {contact!r}"
        if found.released or not people.with_agent(engine, found):
            return "InvalidState", f"contact {contact} is with no agent"
        people.hold(engine, found)
        return "", ""

    def _agent(self, engine: Engine, session: str) -> Agent | None:
        wanted = session.strip()
        found = next((each for each in people.agents(engine) if wanted and wanted == (each.session or each.id)), None)
        return found if found is not None and people.logged_in(engine, found.id) else None
