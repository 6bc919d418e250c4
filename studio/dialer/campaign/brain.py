"""The brain of one skill: the contact that is signalled, started and started anew.

A skill has a brain of its own even where two skills name one script [our choice].
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from studio.dialer.calling.call_list import Counts
from studio.dialer.campaign.figures import Figures, count
from studio.dialer.campaign.signalling import GET_CONTACTS, SKILL_CHANGED, SentSignal, Signaller
from studio.dialer.campaign.started import CannotStart, Started
from studio.runtime.clock import SECOND, iso

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine
    from studio.script.model import Script

#: Seconds before a brain that has ended without an answer is started a second time, a third time twice as late, and so on.
RESTART = 30
LONGEST_RESTART = 15 * 60


class Brain:
    """Sends a skill's signals to its brain."""

    def __init__(
        self,
        engine: Engine,
        started: Started,
        signals: Signaller,
        script: Script | None,
        trouble: Callable[[str], None],
    ) -> None:
        """``trouble`` is told where the brain can't be started, or has failed."""
        self.script = script
        self.signals = signals
        self.contact: Contact | None = None
        self._engine = engine
        self._started = started
        self._trouble = trouble
        #: Id of the signal that was sent last.
        self._told = ""
        self._had_one = False
        #: False for one that was adopted: it isn't forgotten.
        self._is_own = False
        #: When it may be started again, and how long the pause after that is.
        self._again_at = 0
        self._pause = RESTART

    def adopt(self, contact: Contact) -> bool:
        """Take a contact as the brain; False if there is one, or if it runs another script."""
        if self.contact is not None or self.script is None or self.script.name != contact.frames[0].script.name:
            return False
        self.contact, self._had_one = contact, True
        return True

    def start(self) -> None:
        """Start it if it isn't there."""
        engine = self._engine
        if self.script is None or (self.contact is not None and self.contact.alive):
            return
        again = self._had_one
        if again and engine.now < self._again_at:
            return
        self._again_at = engine.now + self._pause * SECOND
        self._pause = min(LONGEST_RESTART, self._pause * 2) if again else RESTART
        try:
            self.contact, self._is_own = self._started.start(self.script, self._ended), True
        except CannotStart as fault:
            self._trouble(f"the brain can't start: {fault}")
            return
        self._had_one = True
        if again:
            engine.announce("world", None, text="brain", skill=self.signals.skill, contact=self.contact.id)

    def _ended(self, contact: Contact) -> None:
        if self.contact is contact:
            self.contact = None
        if contact.status == "failed":
            self._trouble(f"the brain, contact {contact.id}, failed: {contact.why}")

    def look(self, counts: Callable[[], Counts], is_open: bool, active: bool, figures: Figures) -> None:
        """See whether it has answered, and tell it what there is to tell."""
        engine, signals = self._engine, self.signals
        if self._has_answered():
            signals.answered()
            self._pause = RESTART
        if self.script is None:
            return
        gone = self.contact is None or not self.contact.alive
        if gone and signals.unanswered is not None:
            self.start()
            if self.contact is None or not self.contact.alive:
                return
        sent = signals.next_signal(engine.now, iso(engine.now), counts, is_open, active, gone=gone)
        if sent is None:
            return
        self.start()
        if self.contact is None or not self.contact.alive:
            return
        again = sent.id == self._told
        self._told = sent.id
        count(figures.signals, "again" if again else sent.values[0])
        if engine.observers:
            self._tell(sent, again)
        engine.signal(self.contact.id, sent.values)

    def _has_answered(self) -> bool:
        """True once the brain has entered Onsignal with the signal and rests in its main script: parked, or in a Wait."""
        sent, brain = self.signals.unanswered, self.contact
        if sent is None or brain is None or not brain.alive or len(brain.frames) > 1:
            return False
        at_rest = brain.parked or (brain.due is not None and brain.pending is None)
        return at_rest and not brain.incoming and sent.id in brain.heard

    def _tell(self, sent: SentSignal, again: bool) -> None:
        told: dict[str, Any] = {
            "text": "signal", "event": sent.values[0], "skill": self.signals.skill, "id": sent.id, "again": again,
        }  # fmt: skip
        if sent.values[0] == GET_CONTACTS:
            thresholds, counts = self.signals.thresholds, self.signals.counts
            told |= {
                "low": list(self.signals.reasons), "wanted": thresholds.retrieve,
                "fresh": counts[0], "available": counts[1], "ready": counts[2],
                "thresholds": {"fresh": thresholds.fresh, "available": thresholds.available, "ready": thresholds.ready},
            }  # fmt: skip
        elif sent.values[0] == SKILL_CHANGED:
            told["state"] = sent.values[3]
        self._engine.announce("world", None, **told)

    # ------------------------------------------------------------------------------------------------- state
    def state(self) -> dict[str, Any]:
        """All of it as plain data."""
        return {
            "contact": self.contact.id if self.contact is not None else None,
            "told": self._told,
            "had_one": self._had_one,
            "again_at": self._again_at,
            "pause": self._pause,
            "is_own": self._is_own,
            "signals": self.signals.state(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a saved state; the engine has its contacts already."""
        number = state["contact"]
        self.contact = None if number is None else self._engine.contacts[number]
        self._told, self._had_one = state["told"], state["had_one"]
        self._again_at, self._pause, self._is_own = state["again_at"], state["pause"], state["is_own"]
        if self.contact is not None and self._is_own:
            self._started.own(self.contact.id, self._ended)
        self.signals.restore(state["signals"])
