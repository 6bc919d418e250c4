"""Counting what happens into the figures of a skill, by day and hour."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from studio.dialer.calling.call_list import Outcome
from studio.dialer.campaign.calls import Call
from studio.dialer.campaign.figures import Figures, count
from studio.dialer.records.prospect import Prospect
from studio.dialer.records.zone_names import zone
from studio.runtime.clock import SECOND, moment
from studio.runtime.ports import RowReport


class Tally:
    """Counts for one skill. Days are those of the business unit's zone, from the day on which the world began."""

    def __init__(self, skill: int, began: datetime, unit_zone: str) -> None:
        self.figures = Figures(skill)
        self._zone = zone(unit_zone)
        self._first: date = began.astimezone(self._zone).date()

    def dialled(self, prospect: Prospect, at: datetime) -> None:
        """An attempt has begun."""
        figures = self.figures
        figures.attempts += 1
        local = at.astimezone(zone(prospect.zones[0])) if prospect.zones else at
        count(figures.by_hour, local.hour)
        figures.day(self._day(at)).attempts += 1

    def ended(self, call: Call, prospect: Prospect, outcome: Outcome, abandoned: bool, last: bool) -> None:
        """An attempt is over, the ``last`` one that is allowed; the prospect is as it then stands."""
        figures = self.figures
        count(figures.outcomes, outcome.name)
        if outcome.connected:
            figures.connects += 1
            figures.talk_seconds += (call.end - call.answered) // SECOND
            figures.day(self._day(moment(call.end))).connects += 1
        figures.abandoned += abandoned
        if prospect.state == "finalized":
            self.finalized([prospect], moment(call.end))
        if last and not outcome.final and prospect.state in ("exhausted", "finalized"):
            figures.exhausted += 1

    def finalized(self, some: Iterable[Prospect], at: datetime) -> None:
        """Records are finished with."""
        day = self.figures.day(self._day(at))
        for each in some:
            count(self.figures.finals, each.outcome)
            day.finals += 1

    def loaded(self, rows: Iterable[RowReport]) -> None:
        """Rows of a load."""
        for row in rows:
            count(self.figures.loads, row.code)

    def _day(self, at: datetime) -> int:
        return max(0, (at.astimezone(self._zone).date() - self._first).days)
