"""The agents and lines of a skill, as a simulation of discrete events in virtual time [our choice].

For every free agent so many lines are dialled as the ratio says; a line rings until it is answered or given up. Whoever answers
gets the agent who has been free longest, or, where none is free, hangs up: the attempt is abandoned. Records that need one agent
(previews, those of one agent) are dialled by that agent alone. The floor runs ahead of the engine to a time that it is
told, because nothing from outside changes what is dialled before; what lies beyond is in play, and part of the state.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from studio.dialer.campaign.calls import ABANDON, REFUSED, Call
from studio.dialer.settings.outcomes import CallingSettings
from studio.runtime.clock import SECOND

#: What an event of the floor is about: an agent, or a line.
_FREE, _LINE = 0, 1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record to be dialled now: with what is drawn for it, and whom it needs.

    ``agent`` is the place of the only agent who may have it, -1 where any may. ``delivery`` is empty where pacing dials it;
    else an agent previews it, for ``preview`` seconds, and may refuse it. ``ring`` and ``seconds`` are lengths.
    """

    prospect: int
    attempt: int
    outcome: int
    ring: int
    seconds: int
    agent: int = -1
    delivery: str = ""
    preview: int = 0
    refused: bool = False


#: Gives the next record at a time to a floor with these agents free, or None.
Supply = Callable[[int, "Floor"], Candidate | None]


class Floor:
    """One skill's agents and lines."""

    def __init__(self, calling: CallingSettings, now: int, ratio: Callable[[int], float]) -> None:
        """``ratio`` says how many lines a free agent is worth at a time."""
        self._outcomes = calling.outcomes
        self._pause = calling.pause_seconds * SECOND
        self._ratio = ratio
        #: Since when each free agent is free; a heap, so that the first one is the one who has waited longest.
        self._idle: list[tuple[int, int]] = [(now, agent) for agent in range(calling.agents)]
        #: What happens next on the floor: (time, sequence, what, agent or call).
        self._events: list[tuple[int, int, int, int]] = []
        self._sequence = 0
        #: Attempts that ring for any agent.
        self._lines: dict[int, Call] = {}
        #: Attempts whose end is known: (end, id).
        self._ending: list[tuple[int, int]] = []
        #: Every attempt that has not been taken with :meth:`take_ended`.
        self.calls: dict[int, Call] = {}
        self._made = 0
        self._newly: list[Call] = []

    @property
    def idle(self) -> int:
        """How many agents are free."""
        return len(self._idle)

    def is_idle(self, agent: int) -> bool:
        """Whether this one is free."""
        return any(each == agent for _, each in self._idle)

    def lines_wanted(self, time: int) -> int:
        """How many lines may be dialled now, beside those that ring."""
        return int(len(self._idle) * self._ratio(time)) - len(self._lines)

    def run(self, now: int, until: int, supply: Supply | None) -> list[Call]:
        """Go on from ``now`` to just before ``until``; the attempts that begin. Without ``supply`` none does."""
        events = self._events
        begun: list[Call] = []
        time = now
        while True:
            while events and events[0][0] <= time:
                self._happens(heapq.heappop(events))
            if supply is not None:
                self._fill(time, supply, begun)
            if not events or events[0][0] >= until:
                return begun
            time = events[0][0]

    def next_time(self) -> int | None:
        """When something happens next on the floor."""
        return self._events[0][0] if self._events else None

    def newly_ending(self) -> list[Call]:
        """The attempts whose end has become known since this was last asked."""
        found, self._newly = self._newly, []
        return found

    def take_ended(self, now: int) -> list[Call]:
        """The attempts that are over by now, in the order of their ends; the floor forgets them."""
        found = []
        while self._ending and self._ending[0][0] <= now:
            found.append(self.calls.pop(heapq.heappop(self._ending)[1]))
        return found

    # ------------------------------------------------------------------------------------------------ inside
    def _fill(self, time: int, supply: Supply, begun: list[Call]) -> None:
        while self._idle and self.lines_wanted(time) > 0:
            candidate = supply(time, self)
            if candidate is None:
                return
            begun.append(self._dial(time, candidate))

    def _dial(self, time: int, wanted: Candidate) -> Call:
        self._made += 1
        start = time + wanted.preview * SECOND
        answered = start + wanted.ring * SECOND
        call = Call(
            self._made, wanted.prospect, "", wanted.attempt, wanted.outcome,
            time, start, answered, wanted.seconds, delivery=wanted.delivery,
        )  # fmt: skip
        self.calls[call.id] = call
        if not wanted.delivery:
            self._lines[call.id] = call
            self._plan(answered, _LINE, call.id)
            return call
        call.agent = self._take(wanted.agent)
        if wanted.refused:
            call.outcome, call.answered, end = REFUSED, start, start
        else:
            talks = self._outcomes[wanted.outcome].connected
            end = answered + wanted.seconds * SECOND if talks else answered
        self._ends(call, end)
        self._plan(end + self._pause, _FREE, call.agent)
        return call

    def _take(self, agent: int) -> int:
        """Let a free agent be busy: this one, or the one who has waited longest."""
        if agent < 0:
            return heapq.heappop(self._idle)[1]
        self._idle = [each for each in self._idle if each[1] != agent]
        heapq.heapify(self._idle)
        return agent

    def _happens(self, event: tuple[int, int, int, int]) -> None:
        time, _, what, who = event
        if what == _FREE:
            heapq.heappush(self._idle, (time, who))
            return
        call = self._lines.pop(who)
        if not self._outcomes[call.outcome].connected:
            self._ends(call, time)
        elif self._idle:
            call.agent = self._take(-1)
            self._ends(call, time + call.seconds * SECOND)
            self._plan(call.end + self._pause, _FREE, call.agent)
        else:
            call.outcome = ABANDON
            self._ends(call, time)

    def _ends(self, call: Call, time: int) -> None:
        call.end = time
        heapq.heappush(self._ending, (time, call.id))
        self._newly.append(call)

    def _plan(self, time: int, what: int, who: int) -> None:
        self._sequence += 1
        heapq.heappush(self._events, (time, self._sequence, what, who))

    # ------------------------------------------------------------------------------------------------- state
    def state(self) -> dict[str, Any]:
        """All of it as plain data."""
        return {
            "idle": [list(each) for each in sorted(self._idle)],
            "events": [list(each) for each in sorted(self._events)],
            "sequence": self._sequence,
            "lines": list(self._lines),
            "ending": [list(each) for each in sorted(self._ending)],
            "calls": [each.state() for each in self.calls.values()],
            "made": self._made,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a saved state."""
        self._idle = [(since, agent) for since, agent in state["idle"]]
        self._events = [(time, sequence, what, who) for time, sequence, what, who in state["events"]]
        self._sequence = state["sequence"]
        self.calls = {each[0]: Call(*each) for each in state["calls"]}
        self._lines = {number: self.calls[number] for number in state["lines"]}
        self._ending = [(end, number) for end, number in state["ending"]]
        self._made = state["made"]
