"""Opening hours by the world's clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from studio.dialer.records.zone_names import zone_name
from studio.runtime.clock import moment
from studio.runtime.ports.hours import HoursState, NoSuchProfile
from studio.world.hours.settings import HolidaySettings, HoursSettings, ProfileSettings
from studio.world.hours.week import A_DAY, Period, read_periods, read_week, within

if TYPE_CHECKING:
    from datetime import date

    from studio.runtime.engine import Engine


class Profile:
    """One profile, ready to be asked. It compares wall-clock times, so that both changes of the clocks are harmless.

    In the hour that comes twice it says the same twice; an hour that is skipped never comes.
    """

    def __init__(self, stated: ProfileSettings, unit_zone: ZoneInfo) -> None:
        self._stated = stated
        self._zone = ZoneInfo(stated.zone) if stated.zone else unit_zone
        self._week = read_week(stated.week)
        self._holidays = [(each, read_periods(each.hours)) for each in stated.holidays]

    def state_at(self, now: datetime) -> HoursState:
        """What it says at a moment."""
        for each in reversed(self._stated.overrides):
            if self._reached(each.begins, now, otherwise=True) and not self._reached(each.until, now, otherwise=False):
                return each.state
        wall = now.astimezone(self._zone).replace(tzinfo=None)
        minute = wall.hour * 60 + wall.minute + wall.second / 60 + wall.microsecond / 60e6
        periods = self._periods(wall.date())
        before = self._periods(wall.date() - timedelta(days=1)) if wall.date().toordinal() > 1 else ()
        if within(periods, minute) or (not self._holiday(wall.date()) and within(before, minute + A_DAY)):
            return "Open"
        return "Holiday" if self._holiday(wall.date()) else "Closed"

    def _reached(self, stated: datetime | None, now: datetime, otherwise: bool) -> bool:
        if stated is None:
            return otherwise
        return now >= (stated if stated.tzinfo else stated.replace(tzinfo=self._zone))

    def _holiday(self, day: date) -> tuple[HolidaySettings, tuple[Period, ...]] | None:
        for holiday, periods in self._holidays:
            same_day = (holiday.date.month, holiday.date.day) == (day.month, day.day)
            if same_day and (holiday.yearly or holiday.date.year == day.year):
                return holiday, periods
        return None

    def _periods(self, day: date) -> tuple[Period, ...]:
        holiday = self._holiday(day)
        return holiday[1] if holiday is not None else self._week.get(day.weekday(), ())


class SimulatedHours:
    """The profiles of a world file; without any, whatever is asked for is open [choice]."""

    def __init__(self, settings: HoursSettings, engine: Engine) -> None:
        self._engine = engine
        self._profiles: dict[str, Profile] = {}
        self._names: dict[str, str] = {}
        for number, each in enumerate(settings.profiles):
            key = str(number)
            self._profiles[key] = Profile(each, engine.zone)
            if each.id is not None:
                self._names[str(each.id)] = key
            if each.name.strip():
                self._names[each.name.strip().lower()] = key
        #: States set by hand while the world runs, by profile.
        self._set: dict[str, HoursState] = {}

    def state_of(self, profile: str) -> HoursState:
        """What the profile of this id or name says now; NoSuchProfile if there is none."""
        if not self._profiles:
            return self._set.get(profile.strip().lower(), "Open")
        key = self._key(profile)
        return self._set.get(key) or self._profiles[key].state_at(moment(self._engine.now))

    def zone_named(self, text: str) -> str | None:
        """The IANA name of a zone written as IANA name, Windows name or US short name, or None."""
        return zone_name(text)

    def override(self, profile: str, state: HoursState | None) -> None:
        """Set a profile by hand from now on, whatever its file says, or take that back with None."""
        key = self._key(profile) if self._profiles else profile.strip().lower()
        if state is None:
            self._set.pop(key, None)
        else:
            self._set[key] = state

    def state(self) -> dict[str, Any]:
        """What was set by hand."""
        return {"set": dict(self._set)}

    def restore(self, state: dict[str, Any]) -> None:
        """Take what was set by hand."""
        self._set = dict(state["set"])

    def _key(self, profile: str) -> str:
        key = self._names.get(profile.strip().lower())
        if key is None:
            raise NoSuchProfile(f"there is no profile of hours {profile.strip()[:100]!r}")
        return key
