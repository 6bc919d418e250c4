"""Giving finished records back: for each one a contact of the skill's check-in script begins at its OnCheckIn.

Documented is that OnCheckIn fires when a record is finalized, only in Generic scripts, and only in the script of the skill's XS
settings. All else is our choice. Delivery is at least once, by (source, external ID, finalization): it counts as done when the
contact has ended, or rests with nothing more to do, within five minutes and its ``_ERR`` is empty. Otherwise it is tried again
after 1, 5 and 15 minutes, and then parked and reported. What waits lies in the store, so another run on it goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from studio.dialer.campaign import fields
from studio.dialer.campaign.check_in_queue import CheckInQueue, Waiting
from studio.dialer.campaign.figures import Figures, count
from studio.dialer.campaign.started import CannotStart, Started
from studio.dialer.records.prospect import Prospect
from studio.dialer.settings.skills import Skill
from studio.dialer.store.history import Happening
from studio.dialer.store.store import ProspectStore
from studio.runtime.clock import SECOND, moment
from studio.runtime.contact import Incoming
from studio.snippet.values import to_text

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.engine import Engine
    from studio.script.model import Script

#: So many contacts of a skill's check-in script are alive at once.
AT_ONCE = 50
#: Seconds that a contact may take.
LONGEST = 300
#: Minutes after which a record is tried the second, third and fourth time.
AGAIN = (1, 5, 15)
EVENT = "ONCHECKIN"


class CheckIns:
    """The check-ins of one skill."""

    def __init__(
        self,
        engine: Engine,
        store: ProspectStore,
        skill: Skill,
        script: Script,
        started: Started,
        figures: Callable[[], Figures],
        wake: Callable[[int], None],
    ) -> None:
        """``figures`` gives the counts of the skill; ``wake`` asks for a call of :meth:`deliver` at a time."""
        self._engine = engine
        self._store = store
        self.skill = skill
        self._script = script
        self._started = started
        self._figures = figures
        self._wake = wake
        self.queue = CheckInQueue(store, skill.number)
        #: Contacts on their way, in the order of their begin.
        self._alive: dict[str, tuple[Waiting, int]] = {}
        self._done: list[Waiting] = []
        self._failed: list[tuple[Waiting, str]] = []
        #: False where nothing is due in the store before the time that was last asked for.
        self._more = True
        self._asked_for = 0
        self._late = 0

    def begin(self) -> None:
        """Take up what an earlier run has left."""
        self._more = True
        self.add_missing()
        self.deliver()

    def add_missing(self) -> None:
        """Have those go back that were finalized by somebody else, or before there was a script."""
        if self.queue.add_missing(moment(self._engine.now)):
            self._more = True

    def add(self, finalized: Sequence[Prospect]) -> None:
        """Records have been finalized."""
        if finalized and self.queue.add(finalized, moment(self._engine.now)):
            self._more = True

    def deliver(self) -> None:
        """Note what has ended, end what takes too long, and begin what is due."""
        engine = self._engine
        self._end_late()
        self._settle()
        self._watch_time()
        room = AT_ONCE - len(self._alive)
        if room <= 0 or not (self._more or engine.now >= self._asked_for):
            return
        now = moment(engine.now)
        alive = {(each.prospect, each.finalization) for each, _ in self._alive.values()}
        due = self.queue.due(now, AT_ONCE + len(alive))
        fresh = [each for each in due if (each.prospect, each.finalization) not in alive]
        found = self._found(fresh[:room])
        self._more = len(due) == AT_ONCE + len(alive) or len(fresh) > room
        for waiting, prospect in found:
            if not self._start(waiting, prospect):
                self._more = True
                break
        self._settle()
        self._watch_time()
        if not self._more:
            self._ask_later()

    def _watch_time(self) -> None:
        """Be called when the oldest contact has had its time."""
        if self._alive:
            late = next(iter(self._alive.values()))[1] + LONGEST * SECOND
            if late != self._late and late > self._engine.now:
                self._late = late
                self._wake(late)

    def _ask_later(self) -> None:
        """Be called when the next retry is due."""
        first = self.queue.next_after(moment(self._engine.now))
        time = 2**62 if first is None else round(first * SECOND)
        if time != self._asked_for and first is not None:
            self._wake(time)
        self._asked_for = time

    def _found(self, some: Sequence[Waiting]) -> list[tuple[Waiting, Prospect]]:
        """Those whose record is still there to be given back, with it; the store forgets about the others."""
        records = {each.id: each for each in self._store.by_ids([each.prospect for each in some])}
        found, void = [], []
        for waiting in some:
            prospect = records.get(waiting.prospect)
            if prospect is None or prospect.state != "finalized" or prospect.finalizations != waiting.finalization:
                void.append(waiting)  # it is gone, or lives again
            else:
                found.append((waiting, prospect))
        if void:
            self.queue.void(void)
        return found

    # ---------------------------------------------------------------------------------------------- contacts
    def _start(self, waiting: Waiting, prospect: Prospect) -> bool:
        """Begin one; False where no script can be started just now."""
        event = Incoming(EVENT, fields=fields.check_in(prospect, self.skill))
        try:
            contact = self._started.start(
                self._script, self._ended, event=event, about={"__skill": str(self.skill.number)}
            )
        except CannotStart as fault:
            if any(each.code == "RT301" for each in fault.problems):
                return False
            self._failed.append((waiting, str(fault)))
            return True
        self._alive[contact.id] = (waiting, self._engine.now)
        return True

    def _ended(self, contact: Contact) -> None:
        waiting, _ = self._alive.pop(contact.id)
        error = to_text(contact.frames[0].variables.get("_err")).strip() if contact.frames else ""
        if contact.status == "ended" and not error:
            self._done.append(waiting)
        else:
            self._failed.append((waiting, error or contact.why or "it failed"))

    def _end_late(self) -> None:
        """End contacts that rest with nothing more to do, and those whose time is over."""
        engine = self._engine
        for number, (_, since) in list(self._alive.items()):
            contact = engine.contacts[number]
            if not contact.alive:
                continue
            if contact.parked and not contact.incoming:
                engine.finish(contact, "ended", "its check-in is done")
            elif engine.now - since >= LONGEST * SECOND:
                engine.finish(contact, "failed", f"the check-in took longer than {LONGEST} seconds")

    # ----------------------------------------------------------------------------------------------- results
    def _settle(self) -> None:
        now = self._engine.now
        if self._done:
            with self._store.transaction():
                self.queue.delivered(self._done, moment(now))
                self._remember("checked in", self._done, "")
            done, self._done = self._done, []
            count(self._figures().check_ins, "delivered", len(done))
            for each in done:
                self._tell(each, "delivered", "")
        while self._failed:
            waiting, error = self._failed[0]
            again = None
            if waiting.tries < len(AGAIN):
                again = moment(now) + timedelta(minutes=AGAIN[waiting.tries])
                self._asked_for = min(self._asked_for, now + AGAIN[waiting.tries] * 60 * SECOND)
                self._wake(now + AGAIN[waiting.tries] * 60 * SECOND)
            with self._store.transaction():
                self.queue.failed(waiting, error, again)
                if again is None:
                    self._remember("parked", [waiting], f"its check-in failed {waiting.tries + 1} times: {error}")
            del self._failed[0]
            result = "retried" if again is not None else "parked"
            count(self._figures().check_ins, result)
            self._tell(waiting, result, error)

    def _remember(self, event: str, some: Sequence[Waiting], detail: str) -> None:
        at = moment(self._engine.now)
        history = [Happening(each.prospect, at, event, skill=self.skill.number, detail=detail) for each in some]
        self._store.history.add(*history)

    def _tell(self, waiting: Waiting, result: str, error: str) -> None:
        if self._engine.observers:
            told: dict[str, Any] = {"error": error[:200]} if error else {}
            self._engine.announce(
                "world", None, text="check-in", skill=str(self.skill.number), prospect=waiting.prospect,
                finalization=waiting.finalization, result=result, tries=waiting.tries + 1, **told,
            )  # fmt: skip

    # ------------------------------------------------------------------------------------------------- state
    def state(self) -> dict[str, Any]:
        """What is on its way, as plain data; what waits lies in the store."""
        return {
            "alive": [
                [contact, each.prospect, each.finalization, each.tries, since]
                for contact, (each, since) in self._alive.items()
            ],
            "done": [[each.prospect, each.finalization, each.tries] for each in self._done],
            "failed": [[each.prospect, each.finalization, each.tries, error] for each, error in self._failed],
            "more": self._more,
            "asked_for": self._asked_for,
            "late": self._late,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a saved state."""
        self._alive = {
            contact: (Waiting(prospect, finalization, tries), since)
            for contact, prospect, finalization, tries, since in state["alive"]
        }
        for contact in self._alive:
            self._started.own(contact, self._ended)
        self._done = [Waiting(*each) for each in state["done"]]
        self._failed = [(Waiting(*each[:3]), each[3]) for each in state["failed"]]
        self._more, self._asked_for, self._late = state["more"], state["asked_for"], state["late"]
