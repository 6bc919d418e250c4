"""The settings of a Personal Connection skill, under the names and within the ranges of the platform."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from studio.dialer.records.zone_names import zone_name
from studio.dialer.settings.delivery import DeliverySettings

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


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Window(_Settings):
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


class Schedule(_Settings):
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


class XsSettings(_Settings):
    """The Proactive XS settings of a skill: whom the dialer asks for records, and when.

    The thresholds are the lowest wanted counts of records never tried, of records that may be dialled now,
    and of records handed to pacing. Names and ranges are documented, the meanings inferred.
    """

    brain_script: int | str | None = Field(
        default=None,
        validation_alias=AliasChoices("xsScriptID", "xsScriptId", "brain_script"),
        description="Name of the brain script.",
        examples=["create_prospects\\brain"],
    )
    check_in_script: int | str | None = Field(
        default=None,
        validation_alias=AliasChoices("xsCheckinScriptID", "xsCheckinScriptId", "check_in_script"),
        description="Name of the check-in script.",
        examples=["create_prospects\\check_in"],
    )
    external_skill: str = Field(
        default="",
        validation_alias=AliasChoices("externalOutboundSkill_No", "externalOutboundSkillNo", "external_skill"),
        description="The skill's number in the CRM: `SP3`.",
    )
    skill_changed_active: bool = Field(
        default=False,
        validation_alias=AliasChoices("xsSkillChangedActive", "skill_changed_active"),
        description="True: signal `SkillChanged`.",
    )
    get_contacts_active: bool = Field(
        default=False,
        validation_alias=AliasChoices("xsGetContactsActive", "get_contacts_active"),
        description="True: signal `GetContacts`.",
    )
    fresh_threshold: int = Field(
        default=1,
        ge=1,
        le=30_000,
        validation_alias=AliasChoices("xsFreshThreshold", "fresh_threshold"),
        description="Lowest wanted count of records never tried [inferred].",
    )
    available_threshold: int = Field(
        default=1,
        ge=1,
        le=30_000,
        validation_alias=AliasChoices("xsAvailableThreshold", "available_threshold"),
        description="Lowest wanted count of records that may be dialled now [inferred].",
    )
    ready_threshold: int = Field(
        default=1,
        ge=1,
        le=30_000,
        validation_alias=AliasChoices("xsReadyThreshold", "ready_threshold"),
        description="Lowest wanted count of records handed to pacing [inferred].",
    )
    number_to_retrieve: int = Field(
        default=100,
        ge=1,
        le=10_000,
        validation_alias=AliasChoices("xsNumberToRetrieve", "number_to_retrieve"),
        description="How many records one signal asks for.",
    )


class RetrySettings(_Settings):
    """How often and after what rest a prospect is tried again. Names and ranges documented, defaults our
    choice.
    """

    minimum_retry_minutes: int = Field(
        default=60,
        ge=1,
        le=50_000,
        validation_alias=AliasChoices("minimumRetryMinutes", "minimum_retry_minutes"),
        description="Minutes of rest between two tries.",
    )
    maximum_attempts: int = Field(
        default=5,
        ge=1,
        le=300,
        validation_alias=AliasChoices("maximumAttempts", "maximum_attempts"),
        description="Tries of one record.",
    )
    finalize_when_exhausted: bool = Field(
        default=True,
        validation_alias=AliasChoices("finalizeWhenExhausted", "finalize_when_exhausted"),
        description="True: a record is finished when its tries are used up.",
    )
    stale_minutes: int = Field(
        default=60,
        ge=10,
        le=1_440,
        validation_alias=AliasChoices("generalStaleMinutes", "stale_minutes"),
        description="Minutes after which a record at pacing is stale.",
    )


class Skill(_Settings):
    """A skill. Only Personal Connection skills take prospects; whether it runs does not matter for loading.

    ``zones`` gives windows to single zones; the others have ``window``, or none where ``only_listed_zones``
    is set.
    """

    number: int = Field(
        ge=0,
        validation_alias=AliasChoices("number", "skillNo", "skill_no"),
        description="The skill's number.",
        examples=[4001],
    )
    name: str = Field(default="", description="Its name.", examples=["Spring Offer"])
    personal_connection: bool = Field(default=True, description="True: it takes prospects; only such skills do.")
    running: bool = Field(default=True, description="True: it dials and signals; loading works either way.")
    default_contact_expiration: int | None = Field(
        default=None,
        ge=1,
        le=527_039,
        validation_alias=AliasChoices("defaultContactExpiration", "default_contact_expiration"),
        description="Minutes after which a record that was loaded expires.",
    )
    priority_on_insertion: bool = Field(
        default=False,
        validation_alias=AliasChoices("getPriorityContactsOnContactInsertion", "priority_on_insertion"),
        description="True: a record with priority goes to pacing at once.",
    )
    xs: XsSettings | None = Field(
        default=None,
        validation_alias=AliasChoices("xs", "xsSettings"),
        description="Whom the dialer asks for records, and when.",
    )
    retry: RetrySettings = Field(
        default=RetrySettings(), description="How often and after what rest a record is tried again."
    )
    delivery: DeliverySettings = Field(
        default=DeliverySettings(), description="How calls reach agents: lines, ringing, the end of the list."
    )
    schedule: Schedule = Field(
        default=Schedule(), description="The skill's own hours by weekday, in the business unit's zone."
    )
    window: Window = Field(default=DEFAULT_WINDOW, description="Legal hours, in the local time of the record.")
    zones: dict[ZoneName, Window] = Field(
        default={},
        description="Windows of single zones, in place of `window`.",
        examples=[{"America/Chicago": {"start": "09:00", "end": "20:00"}}],
    )
    only_listed_zones: bool = Field(
        default=False, description="True: zones without a window of their own are never called."
    )

    @model_validator(mode="after")
    def _xs_needs_the_dialer(self) -> Skill:
        if self.xs is not None and not self.personal_connection:
            raise ValueError("XS settings are for Personal Connection skills only")
        return self

    def window_of(self, zone: str) -> Window | None:
        """The hours of a zone (IANA name); None where it is never called."""
        window = self.zones.get(zone, None if self.only_listed_zones else self.window)
        return window if window is not None and window.active else None
