"""How many lines a free agent is worth [our choice of the rule; the range is documented]."""

from __future__ import annotations

from datetime import date
from typing import Any

from studio.dialer.records.zone_names import zone
from studio.runtime.clock import moment


class Pacing:
    """The ratio of lines to free agents: the skill's maximum, or 1 while too many of the day's answered calls were abandoned."""

    def __init__(self, maximum: float, abandon_percent: float, unit_zone: str) -> None:
        self.maximum = maximum
        self._limit = abandon_percent
        self._zone = zone(unit_zone)
        self._day = ""
        self._answered = 0
        self._abandoned = 0

    def ratio(self, time: int) -> float:
        """Lines for each free agent at a time (microseconds)."""
        if self.maximum <= 1.0 or not self._abandoned or self._of(time) != self._day:
            return self.maximum
        return 1.0 if self._abandoned * 100 > self._limit * self._answered else self.maximum

    def answered(self, time: int, abandoned: bool) -> None:
        """Somebody has answered."""
        day = self._of(time)
        if day != self._day:
            self._day, self._answered, self._abandoned = day, 0, 0
        self._answered += 1
        self._abandoned += abandoned

    def _of(self, time: int) -> str:
        found: date = moment(time).astimezone(self._zone).date()
        return found.isoformat()

    def state(self) -> list[Any]:
        """The day's counts as plain data."""
        return [self._day, self._answered, self._abandoned]

    def restore(self, state: list[Any]) -> None:
        """Go on from a saved state."""
        self._day, self._answered, self._abandoned = state
