"""How a world file states hours of operation (its part ``hours``)."""

from __future__ import annotations

import datetime as dates
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from studio.dialer.records.zone_names import zone_name
from studio.world.hours.week import read_periods, read_week
from studio.world.repeated import repeated

if TYPE_CHECKING:
    from studio.runtime.engine import Engine


def _zone(value: str) -> str:
    found = zone_name(value) if value else ""
    if found is None:
        raise ValueError(f"{value!r} is no known time zone")
    return found


class HolidaySettings(BaseModel):
    """A day that keeps hours of its own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    date: dates.date = Field(description="The day, as 2026-12-25.")
    name: str = Field(default="", description="What it is called.")
    yearly: bool = Field(default=False, description="True: it comes back every year on this date.")
    hours: str = Field(
        default="closed", description="Periods of this day, such as 10:00-14:00; closed: the whole day is a holiday."
    )

    @field_validator("hours")
    @classmethod
    def _are_periods(cls, value: str) -> str:
        read_periods(value)
        return value


class OverrideSettings(BaseModel):
    """A state that somebody has set by hand."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    state: Literal["Weather", "Meeting", "Emergency", "Other"] = Field(description="Which branch it takes.")
    begins: dates.datetime | None = Field(
        default=None, alias="from", description="When it begins; without an offset on the profile's clock. Empty: ever."
    )
    until: dates.datetime | None = Field(default=None, description="When it is over again. Empty: never.")


class ProfileSettings(BaseModel):
    """One profile of opening hours."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: int | None = Field(default=None, description="Its number.")
    name: str = Field(default="", description="Its name; the action Hours finds it by number or by name.")
    zone: str = Field(default="", description="Zone of its clock (IANA or Windows name); empty: the business unit's.")
    week: dict[str, str] = Field(
        default={},
        description="Periods by day, such as monday-friday: 08:00-12:00, 13:00-17:00. A day that is not named is closed.",
    )
    holidays: tuple[HolidaySettings, ...] = Field(default=(), description="Days with hours of their own.")
    overrides: tuple[OverrideSettings, ...] = Field(
        default=(), description="States set by hand; of two at once the later in the list counts."
    )

    _known_zone = field_validator("zone")(_zone)

    @field_validator("week")
    @classmethod
    def _is_week(cls, value: dict[str, str]) -> dict[str, str]:
        read_week(value)
        return value

    @model_validator(mode="after")
    def _is_called_something(self) -> ProfileSettings:
        if self.id is None and not self.name.strip():
            raise ValueError("a profile has an id, a name, or both")
        return self


class HoursSettings(BaseModel):
    """Profiles of opening hours. Without any profile everything is always open."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    profiles: tuple[ProfileSettings, ...] = Field(
        default=(), description="The profiles; with none of them every profile that a script names is always open."
    )

    @field_validator("profiles")
    @classmethod
    def _names_once(cls, value: tuple[ProfileSettings, ...]) -> tuple[ProfileSettings, ...]:
        names = [{"" if each.id is None else str(each.id), each.name.strip().lower()} - {""} for each in value]
        if (twice := repeated(called for each in names for called in each)) is not None:
            raise ValueError(f"two profiles are called {twice!r}")
        return value

    def build(self, engine: Engine, folder: Path) -> Any:
        """The part for this engine; ``folder`` is where relative paths begin."""
        from studio.world.hours.simulated import SimulatedHours

        return SimulatedHours(self, engine)
