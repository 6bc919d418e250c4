"""Hours in which calls may be made: windows of a day, schedules of a week."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from studio.dialer.records.zone_names import zone_name
from studio.dialer.settings.settings import Settings

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MINUTES_OF_DAY = 24 * 60


def _minutes(value: Any) -> Any:
    """``HH:MM`` as minutes of the day; YAML reads an unquoted one as a number of minutes already."""
    if isinstance(value, str):
        hour, colon, minute = value.strip().partition(":")
        if colon and hour.isdecimal() and minute.isdecimal() and len(minute) == 2 and int(minute) < 60:
            return int(hour) * 60 + int(minute)
    return value


def _zone(value: Any) -> Any:
    name = zone_name(value) if isinstance(value, str) else None
    if name is None:
        raise ValueError(f"{value!r} is no time zone; use a name such as America/New_York")
    return name


#: Minutes since midnight, written ``HH:MM``, ``24:00`` included.
Minute = Annotated[
    int,
    BeforeValidator(_minutes),
    Field(ge=0, le=MINUTES_OF_DAY),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": "^\\s*[0-9]{1,2}:[0-5][0-9]\\s*$"},
                {"type": "integer", "minimum": 0, "maximum": MINUTES_OF_DAY},
            ],
            "x-kind": "time of day",
        }
    ),
]

#: A time zone by any name; kept as IANA name.
ZoneName = Annotated[str, BeforeValidator(_zone)]


class Window(Settings):
    """Hours of a day in which calls may be made; ``end`` is exclusive. Off means never.

    A record may be dialled when its zone is inside its window and the skill inside its schedule. A record that may lie in
    several zones must be inside the windows of all of them.
    """

    start: Minute = Field(default=8 * 60, description="From then on, `HH:MM`.", examples=["08:00"])
    end: Minute = Field(default=21 * 60, description="Until then, exclusive; `24:00` is midnight.", examples=["21:00"])
    active: bool = Field(default=True, description="False: closed.")

    @model_validator(mode="after")
    def _in_order(self) -> Window:
        if self.start >= self.end:
            raise ValueError("a window must end after it starts, on the same day")
        return self


#: 08:00 to 21:00 local time, where nothing else is set: the US federal hours for telemarketing [our choice].
DEFAULT_WINDOW = Window()


class Schedule(Settings):
    """The skill's own hours by weekday, in the zone of the business unit; a day that isn't named is open all
    day.
    """

    monday: Window | None = Field(default=None, description="Hours on Mondays; null: all day.")
    tuesday: Window | None = Field(default=None, description="Hours on Tuesdays; null: all day.")
    wednesday: Window | None = Field(default=None, description="Hours on Wednesdays; null: all day.")
    thursday: Window | None = Field(default=None, description="Hours on Thursdays; null: all day.")
    friday: Window | None = Field(default=None, description="Hours on Fridays; null: all day.")
    saturday: Window | None = Field(default=None, description="Hours on Saturdays; null: all day.")
    sunday: Window | None = Field(default=None, description="Hours on Sundays; null: all day.")

    def of_day(self, weekday: int) -> Window | None:
        """The window of a weekday, 0 for Monday; None where the day is open as a whole."""
        found: Window | None = getattr(self, DAYS[weekday])
        return found
