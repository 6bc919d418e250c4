"""One attempt on its way, as plain data."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Any

#: Places that are no outcome of the settings: somebody answered and no agent was free; the agent refused the preview.
ABANDON, REFUSED = -1, -2


@dataclass(slots=True)
class Call:
    """One attempt: at whom, what it will come to, and when. Times are microseconds.

    ``outcome`` is a place in the skill's outcomes, :data:`ABANDON` or :data:`REFUSED`; ``agent`` is a place among the
    skill's agents, -1 for none. A preview lasts from ``preview`` to ``start``, the ringing from ``start`` to ``answered``; the
    attempt is over at ``end``. ``number`` (E.164) is what is dialled.
    """

    id: int
    prospect: int
    number: str
    attempt: int
    outcome: int
    preview: int
    start: int
    answered: int
    seconds: int
    end: int = -1
    agent: int = -1
    #: How it came to the agent: "" by pacing, ``Preview``, ``Compliance``, ``Agent`` or ``Callback``.
    delivery: str = ""

    def state(self) -> list[Any]:
        """All of it as plain data."""
        return list(astuple(self))
