"""How attempts end, as the list is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from studio.dialer.records.prospect import Prospect


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended. ``final`` ends the prospect, ``number_final`` only the number that was dialled.

    ``callback`` (UTC) is when to try again where that was agreed, ``agent`` the only one who shall do it; else the skill's
    rest applies. ``classification`` is the platform's number, 0 for none; ``connected`` says that somebody was spoken to.
    """

    name: str
    final: bool = False
    number_final: bool = False
    callback: datetime | None = None
    classification: int = 0
    connected: bool = False
    agent: int | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """An attempt that is over: at which number (E.164), how, and when (UTC).

    ``prospect`` is the record as it was when the attempt began, or its number in the store where it has to be read anew.
    """

    prospect: Prospect | int
    number: str
    outcome: Outcome
    at: datetime
