"""The settings of a Personal Connection skill, under the names and within the ranges of the platform."""

from __future__ import annotations

from pydantic import AliasChoices, Field, model_validator

from studio.dialer.settings.cadence import CadenceSettings
from studio.dialer.settings.delivery import DeliverySettings
from studio.dialer.settings.hours import DEFAULT_WINDOW, Schedule, Window, ZoneName
from studio.dialer.settings.list_management import ListSettings
from studio.dialer.settings.retry import RetrySettings
from studio.dialer.settings.settings import Settings
from studio.dialer.settings.xs import XsSettings


class Skill(Settings):
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
    cadence: CadenceSettings | None = Field(
        default=None,
        description="In which order, how often and when a record's numbers are dialled; null: the number with the fewest attempts first.",
    )
    list_management: ListSettings = Field(
        default=ListSettings(),
        validation_alias=AliasChoices("list_management", "listManagement"),
        description="In which order records are dialled.",
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
