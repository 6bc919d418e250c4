"""What a floor is given to dial: the records of the calling list, each with what is drawn for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from studio.dialer.calling.call_list import CallList
from studio.dialer.campaign.chances import Chances
from studio.dialer.campaign.floor import Candidate, Floor
from studio.dialer.records.prospect import Prospect
from studio.dialer.records.zone_names import zone
from studio.dialer.settings.outcomes import CallingSettings
from studio.runtime.clock import moment

#: The classification of an attempt that nobody answered [documented].
_NO_ANSWER = 20


class Supply:
    """Hands out records to a floor, and puts them in play in the store.

    Records are read a few at a time, about as many as the minute before has used.
    """

    def __init__(self, calls: CallList, calling: CallingSettings, chances: Chances, longest_ring: int) -> None:
        """``longest_ring`` is in seconds: nobody is let ring longer."""
        self._calls = calls
        self._calling = calling
        self._places = {number: place for place, number in enumerate(calling.numbers)}
        self._chances = chances
        self.longest_ring = longest_ring
        self._pace = 0
        #: Records in play, as they were when they were dialled.
        self.held: dict[int, Prospect] = {}
        self._at = datetime.min
        self._next: deque[Prospect] = deque()
        self._taken: list[tuple[Prospect, datetime]] = []
        self._numbers: list[str] = []
        self._passed: set[int] = set()
        self._dry = False
        #: Reads more records; a suppression script has its own way.
        self.read: Callable[[datetime, int], list[Prospect]] = calls.pick

    def begin(self, now: datetime) -> None:
        """The records from now on are those that may be dialled at ``now``."""
        self._at = now
        self._next.clear()
        self._passed.clear()
        self._numbers = []
        self._dry = False

    def __call__(self, time: int, floor: Floor) -> Candidate | None:
        """The next record for the floor, or None."""
        while True:
            if not self._next and not self._refill(floor.lines_wanted(time)):
                return None
            prospect = self._next.popleft()
            agent = -1 if prospect.agent is None else self._places.get(prospect.agent, -1)
            if agent >= 0 and not floor.is_idle(agent):
                self._passed.add(prospect.id)
                continue
            found = self._candidate(prospect, agent, moment(time))
            begins = moment(time) + timedelta(seconds=found.preview)
            if found.preview and not self._calls.may_dial(prospect, begins):
                # Its hours would be over when the agent has looked at it.
                self._passed.add(prospect.id)
                continue
            self._taken.append((prospect, begins))
            self.held[prospect.id] = prospect
            return found

    def state(self) -> int:
        """How many were used in the last minute; nothing else lasts longer than a look."""
        return self._pace

    def restore(self, state: int) -> None:
        """Go on from a saved state; records in play are read anew when their calls end."""
        self._pace = state
        self.held.clear()

    def finish(self) -> list[str]:
        """Write what was handed out: the numbers dialled, in the order of the records."""
        self._flush()
        self._pace = len(self._numbers)
        return self._numbers

    def _flush(self) -> None:
        if self._taken:
            self._numbers += self._calls.start_all(self._taken)
            self._taken = []

    def _refill(self, wanted: int) -> bool:
        if self._dry:
            return False
        self._flush()
        likely = self._pace + self._pace // 8 + 2 - len(self._numbers)
        most = max(wanted, likely, 1 + self._pace // 8) + len(self._passed)
        found = self.read(self._at, most)
        self._dry = len(found) < most
        self._next.extend(each for each in found if each.id not in self._passed)
        self._dry = self._dry or not self._next
        return bool(self._next)

    def _candidate(self, prospect: Prospect, agent: int, at: datetime) -> Candidate:
        attempt = prospect.attempts + 1
        first, second, third = self._chances.draw(prospect, attempt)
        hour = at.astimezone(zone(prospect.zones[0])).hour if prospect.zones else at.hour
        place = self._chances.outcome(first, hour, attempt)
        outcome = self._calling.outcomes[place]
        seconds = self._chances.seconds(place, second)
        ring = outcome.ring if outcome.connected else seconds
        if outcome.connected or outcome.classification == _NO_ANSWER:
            ring = min(ring, self.longest_ring)
        delivery = _delivery(prospect, agent)
        preview = self._calling.preview_seconds if delivery in ("Preview", "Compliance") else 0
        refused = delivery in ("Preview", "Compliance") and third * 100 < self._calling.refuse_percent
        return Candidate(prospect.id, attempt, place, ring, seconds, agent, delivery, preview, refused)


def _delivery(prospect: Prospect, agent: int) -> str:
    """How a record comes to an agent; "" where pacing dials it."""
    if prospect.fields.get("Compliance"):
        return "Compliance"
    if prospect.fields.get("ConfirmationRequired"):
        return "Preview"
    if agent >= 0:
        return "Callback" if prospect.state == "callback" else "Agent"
    return ""
