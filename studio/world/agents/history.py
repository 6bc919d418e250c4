"""What has happened in the queues lately, and the wait that follows from it."""

from __future__ import annotations

from statistics import fmean, pstdev
from typing import Any

from studio.runtime.clock import SECOND
from studio.runtime.ports.agents import WaitEstimate

#: So long is remembered, in minutes: the longest look back that the platform knows [documented].
KEPT = 30
#: Of each sort so many at most are remembered for a skill.
MOST = 10_000
_SORTS = ("came", "taken", "done")


class History:
    """By skill: when contacts came; when they were taken and after how long; when they were done and after how long."""

    def __init__(self, now: int) -> None:
        self._begins = now
        self._kept: dict[str, dict[str, list[list[float]]]] = {}

    def note(self, skill: str, sort: str, now: int, seconds: float = 0.0) -> None:
        """Remember that a contact came, was taken or is done."""
        entries = self._kept.setdefault(skill, {each: [] for each in _SORTS})[sort]
        entries.append([now, seconds])
        if len(entries) > MOST or entries[0][0] < now - 2 * KEPT * 60 * SECOND:
            oldest = now - KEPT * 60 * SECOND
            entries[:] = [each for each in entries if each[0] >= oldest][-MOST:]

    def estimate(
        self, skill: str, now: int, minutes: float, *, ahead: int, free: int, busy: int, waits: list[float], own: float
    ) -> WaitEstimate:
        """The wait of a contact with so many ahead of it, from what the last minutes have seen [choice].

        ``waits`` are the waits so far of those who are queued, ``own`` that of the contact.
        """
        back = round(minutes * 60 * SECOND)
        came, taken, done = (self._since(skill, sort, now - back) for sort in _SORTS)
        span = max(1.0, min(back, now - self._begins) / SECOND)
        served = [seconds for _, seconds in taken]
        talks = [seconds for _, seconds in done]
        rate = len(taken) / span or _rate(busy, talks)
        known = bool(rate) or free > ahead
        seconds = 0.0 if free > ahead or not rate else (ahead + 1) / rate
        oldest = min((time for time, _ in taken), default=now)
        covered = 100.0 if free > ahead else min(100.0, 100 * (now - oldest) / back)
        return WaitEstimate(
            seconds=round(seconds),
            range=round(pstdev(served)) if served else 0,
            adjusted=round(max(0.0, seconds - own)),
            confidence=covered if known else None,
            average_queue=round((sum(served) + sum(waits)) / span, 3),
            average_wait=round(fmean(served)) if served else 0,
            arrival_rate=round(len(came) / span, 4),
            average_talk=round(fmean(talks)) if talks else 0,
            service_rate=round(rate, 4),
            longest_wait=round(max([*served, *waits], default=0)),
            talk_deviation=round(pstdev(talks)) if talks else 0,
            agents_busy=busy,
            waited=round(own),
        )

    def _since(self, skill: str, sort: str, time: int) -> list[list[float]]:
        return [each for each in self._kept.get(skill, {}).get(sort, []) if each[0] >= time]

    def state(self) -> dict[str, Any]:
        """What is remembered."""
        kept = {
            skill: {sort: [list(each) for each in entries] for sort, entries in sorts.items()}
            for skill, sorts in self._kept.items()
        }
        return {"begins": self._begins, "kept": kept}

    def restore(self, state: dict[str, Any]) -> None:
        """Remember what was saved."""
        self._begins = state["begins"]
        self._kept = {
            skill: {sort: [list(each) for each in entries] for sort, entries in sorts.items()}
            for skill, sorts in state["kept"].items()
        }


def _rate(busy: int, talks: list[float]) -> float:
    """Contacts a second that busy agents get through, where none was taken in the time looked at."""
    average = fmean(talks) if talks else 0.0
    return busy / average if average else 0.0
