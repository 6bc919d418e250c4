"""The scripts that a skill's calls start: which they are, and those that an agent's work starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.dialer.campaign import fields
from studio.dialer.campaign.calls import Call
from studio.dialer.campaign.started import CannotStart, Started
from studio.dialer.records.prospect import Prospect
from studio.dialer.settings.skills import Skill
from studio.runtime.clock import SECOND
from studio.runtime.contact import Incoming
from studio.script.model import Script

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine

#: Seconds after which a script that an agent's work has started is ended.
LONGEST = 3600


@dataclass(frozen=True, slots=True)
class Scripts:
    """The scripts of one skill; ``problems`` says why a script that is named is none of them."""

    brain: Script | None = None
    check_in: Script | None = None
    disposition: Script | None = None
    preview: Script | None = None
    suppression: Script | None = None
    problems: tuple[str, ...] = ()


class AgentScripts:
    """Starts the disposition script after every attempt at which an agent was, and the preview script at every preview."""

    def __init__(
        self,
        engine: Engine,
        started: Started,
        scripts: Scripts,
        numbers: tuple[int, ...],
        trouble: Callable[[str], None],
    ) -> None:
        """``numbers`` are those of the agents."""
        self._engine = engine
        self._started = started
        self._disposition, self._preview = scripts.disposition, scripts.preview
        self._numbers = numbers
        self._trouble = trouble
        self._alive: dict[str, int] = {}

    @property
    def wants_dispositions(self) -> bool:
        """Whether there is a disposition script."""
        return self._disposition is not None

    def previewed(self, call: Call, skill: Skill, prospect: Prospect) -> None:
        """An agent looks at a record."""
        if self._preview is not None and call.start > call.preview:
            agent = self._numbers[call.agent]
            event = Incoming("ONPREVIEW", fields=fields.preview(prospect, skill, call, agent))
            self._start(self._preview, event, skill, prospect, agent, call.preview)

    def disposed(self, call: Call, skill: Skill, prospect: Prospect, name: str, classification: int) -> None:
        """An agent has given an attempt its outcome."""
        if self._disposition is not None:
            agent = self._numbers[call.agent]
            brought = fields.disposition(prospect, skill, call, name, classification, agent)
            self._start(self._disposition, Incoming("ONDISPOSITION", fields=brought), skill, prospect, agent, call.end)

    def _start(self, script: Script, event: Incoming, skill: Skill, prospect: Prospect, agent: int, when: int) -> None:
        about = {
            "__skill": str(skill.number), "__agentid": str(agent), "__prospect": str(prospect.id),
            "dnis": event.fields["DNIS"], "ani": event.fields["CallerID"],
        }  # fmt: skip
        about |= {name.lower(): event.fields[name] for name in fields.PREDEFINED if name in event.fields}
        try:
            contact = self._started.start(
                script, self._ended, event=event, when=when, about=about, given=self._kept(prospect)
            )
        except CannotStart as fault:
            self._trouble(f"{script.name} can't start: {fault}")
            return
        self._alive[contact.id] = max(when, self._engine.now)

    def _kept(self, prospect: Prospect) -> dict[str, Any]:
        """The variables that Save Variables has kept for the prospect."""
        data = self._engine.ports.find("data")
        return dict(data.saved_variables(str(prospect.id))) if data is not None else {}

    def _ended(self, contact: Contact) -> None:
        self._alive.pop(contact.id, None)
        if contact.status == "failed":
            self._trouble(f"{contact.frames[0].script.name}, contact {contact.id}, failed: {contact.why}")

    def end_resting(self) -> None:
        """End contacts that rest with nothing more to do, and those whose time is over."""
        engine = self._engine
        for number, since in list(self._alive.items()):
            contact = engine.contacts[number]
            if contact.alive and contact.begun and contact.parked and not contact.incoming:
                engine.finish(contact, "ended", "nothing is left to do")
            elif contact.alive and engine.now - since >= LONGEST * SECOND:
                engine.finish(contact, "failed", f"it ran longer than {LONGEST} seconds")

    def state(self) -> dict[str, int]:
        """What is on its way, as plain data."""
        return dict(self._alive)

    def restore(self, state: dict[str, int]) -> None:
        """Go on from a saved state."""
        self._alive = dict(state)
        for contact in self._alive:
            self._started.own(contact, self._ended)
