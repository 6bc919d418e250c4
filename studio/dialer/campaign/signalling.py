"""When a brain is signalled: the thresholds of a skill, the pauses between signals, and what is sent again.

All of it is our choice: the platform tells the settings, not the rhythm. The dialer has at most one unanswered signal for a
brain; what it would send meanwhile waits here, the newest of each event, SkillChanged before GetContacts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from studio.dialer.calling.call_list import Counts
from studio.runtime.clock import SECOND

#: Seconds between two looks at a skill.
EVERY = 30
#: Seconds between two requests for contacts, unless the last one brought some.
PAUSE = 60
#: The longest pause after empty pulls, in seconds.
LONGEST_PAUSE = 15 * 60
#: Seconds after which an unanswered signal is sent again, with the same id.
AGAIN = 5 * 60
#: No more is asked for while so many times the number to retrieve is fresh.
PLENTY = 10

_SAVED = ("changed", "asked", "pause", "created", "brought", "number", "series", "reasons")
GET_CONTACTS = "GetContacts"
SKILL_CHANGED = "SkillChanged"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The lowest wanted counts, and how many records one signal asks for [documented: XS settings]."""

    fresh: int
    available: int
    ready: int
    retrieve: int

    def low(self, counts: Counts, open_now: bool) -> list[str]:
        """Which counts are below their threshold. Outside every calling window only fresh counts."""
        found = []
        if counts.fresh < self.fresh:
            found.append("fresh")
        if open_now and counts.available < self.available:
            found.append("available")
        if open_now and counts.ready < self.ready:
            found.append("ready")
        return found

    def distance(self, counts: Counts, open_now: bool) -> int:
        """How many records any count may lose before it is below its threshold; negative where one is."""
        if not open_now:
            return counts.fresh - self.fresh
        return min(counts.fresh - self.fresh, counts.available - self.available, counts.ready - self.ready)


@dataclass(slots=True)
class SentSignal:
    """A signal on its way: its nine values, and when it was last sent."""

    values: list[str]
    sent: int

    @property
    def id(self) -> str:
        """SP9, which repeated deliveries keep."""
        return self.values[8]


@dataclass(slots=True)
class Signaller:
    """The signals of one skill to its brain. Plain data but for the thresholds."""

    skill: str
    external: str
    thresholds: Thresholds
    unanswered: SentSignal | None = None
    #: The newest state change that waits, "" for none.
    changed: str = ""
    asked: int | None = None
    pause: int = PAUSE
    #: Prospects created since the last request for contacts, and whether it brought any.
    created: int = 0
    brought: bool = False
    number: int = 0
    #: What tells its ids from those of an earlier run on the same store.
    series: str = ""
    reasons: list[str] = field(default_factory=list)
    #: The counts that were looked at last.
    counts: tuple[int, int, int] = (0, 0, 0)

    def state(self) -> dict[str, Any]:
        """All of it but the thresholds, as plain data."""
        waits = self.unanswered
        return {name: getattr(self, name) for name in _SAVED} | {
            "unanswered": None if waits is None else [list(waits.values), waits.sent],
            "counts": list(self.counts),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a saved state."""
        for name in _SAVED:
            setattr(self, name, state[name])
        waits = state["unanswered"]
        self.unanswered = None if waits is None else SentSignal(waits[0], waits[1])
        self.counts = (state["counts"][0], state["counts"][1], state["counts"][2])

    def next_signal(
        self,
        now: int,
        time_text: str,
        counts: Callable[[], Counts],
        open_now: bool,
        active: bool,
        *,
        gone: bool = False,
    ) -> SentSignal | None:
        """The signal to send now, or None.

        ``counts`` is asked only where they matter. ``active`` says whether the skill may ask for contacts at all, ``gone``
        that the brain has ended and was started anew: what it has not answered is sent again at once.
        """
        if self.unanswered is not None:
            if not gone and now - self.unanswered.sent < AGAIN * SECOND:
                return None
            self.unanswered.sent = now
            return self.unanswered
        if self.changed:
            told = [self.changed, "", "", ""]
            values = [SKILL_CHANGED, self.skill, self.external, *told, time_text, self._new_id()]
            self.changed = ""
        elif active and self._may_ask(now) and self._wants(counts(), open_now):
            shown = [str(each) for each in (self.thresholds.retrieve, *self.counts)]
            values = [GET_CONTACTS, self.skill, self.external, *shown, time_text, self._new_id()]
            self.asked, self.created = now, 0
        else:
            return None
        self.unanswered = SentSignal(values, now)
        return self.unanswered

    def loaded(self, created: int) -> None:
        """A load has brought so many new prospects.

        Between a request and its answer all loads count together; after it the last load says whether the pause is kept.
        """
        self.created += created
        if self.unanswered is None:
            self.brought = created > 0
            self.pause = PAUSE if created else self.pause

    def answered(self) -> None:
        """The brain has taken the signal and come to rest."""
        if self.unanswered is not None and self.unanswered.values[0] == GET_CONTACTS:
            self.brought = self.created > 0
            self.pause = PAUSE if self.brought else min(LONGEST_PAUSE, self.pause * 2)
        self.unanswered = None

    def _may_ask(self, now: int) -> bool:
        return self.asked is None or self.brought or now - self.asked >= self.pause * SECOND

    def _wants(self, counts: Counts, open_now: bool) -> bool:
        self.counts = (counts.fresh, counts.available, counts.ready)
        self.reasons = self.thresholds.low(counts, open_now)
        return bool(self.reasons) and counts.fresh < PLENTY * self.thresholds.retrieve

    def _new_id(self) -> str:
        self.number += 1
        return f"{self.skill}-{self.series}{self.number:05d}"
