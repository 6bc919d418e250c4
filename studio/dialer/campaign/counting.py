"""The counts of a skill's list, taken no more often than they can matter to a signal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from studio.dialer.calling.call_list import CallList, Counts
from studio.dialer.campaign.signalling import Thresholds
from studio.runtime.clock import SECOND, moment

#: So many times the wanted number of ready prospects is handed over to pacing at once.
READY_AT_ONCE = 5
MINUTE = 60 * SECOND
#: Minutes that no minute is: outside the hours, and not counted yet.
_CLOSED, _NEVER = -1, -2


class Counting:
    """Counts once a minute of calling hours, and where a count may have come below its threshold.

    An attempt takes one of each count at most, so as many of them as the smallest distance change nothing.
    """

    def __init__(self, calls: CallList, agents: int, thresholds: Callable[[], Thresholds]) -> None:
        """``thresholds`` gives those of the skill as they are now."""
        self._calls = calls
        self._agents = agents
        self._thresholds = thresholds
        self._last = Counts(0, 0, 0)
        self._counted = _NEVER
        self._slack = 0
        self._changed = False

    def attempted(self, number: int) -> None:
        """So many attempts have begun."""
        self._slack -= number
        self._changed = self._changed or number > 0

    def anew(self) -> None:
        """Anything may have changed."""
        self._counted = _NEVER

    def counts(self, now: int, is_open: bool) -> Counts:
        """The counts now (microseconds); where too few are with pacing and agents are there to call, more are handed over."""
        minute = now // MINUTE if is_open else _CLOSED
        if minute == self._counted and not (self._changed and self._slack < 0):
            return self._last
        self._counted, self._changed = minute, False
        at, thresholds = moment(now), self._thresholds()
        counts = self._calls.counts(at)
        wanted = thresholds.ready + self._agents
        if is_open and self._agents and counts.ready < wanted <= counts.available:
            self._calls.hand_to_pacing(at, READY_AT_ONCE * wanted)
            counts = self._calls.counts(at)
        self._last = counts
        self._slack = thresholds.distance(counts, is_open)
        return counts

    def state(self) -> list[Any]:
        """All of it as plain data."""
        last = self._last
        return [last.fresh, last.available, last.ready, self._counted, self._slack, self._changed]

    def restore(self, state: list[Any]) -> None:
        """Go on from a saved state."""
        self._last = Counts(*state[:3])
        self._counted, self._slack, self._changed = state[3:]
