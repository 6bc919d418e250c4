"""How a skill's calls reach its agents: lines, ringing, and what is told when nothing is left to dial."""

from __future__ import annotations

from pydantic import AliasChoices, Field

from studio.dialer.settings.settings import Settings


class DeliverySettings(Settings):
    """The pacing settings of a skill. Names and ranges documented, defaults and the use made of them our choice."""

    maximum_ringing_duration: int = Field(
        default=60,
        ge=1,
        le=60,
        validation_alias=AliasChoices("maximumRingingDuration", "maximum_ringing_duration"),
        description="Seconds after which nobody is let ring any longer.",
    )
    maximum_ratio: float = Field(
        default=1.0,
        ge=1,
        le=3,
        validation_alias=AliasChoices("maximumRatio", "maximum_ratio"),
        description="Lines that are dialled for every free agent, at most.",
    )
    end_of_list_notifications_delay: int = Field(
        default=0,
        ge=0,
        le=3600,
        validation_alias=AliasChoices("endOfListNotificationsDelay", "end_of_list_notifications_delay"),
        description="Seconds for which nothing must be left to dial before the event `end of list` is told.",
    )
    inactive_blender_timer: int = Field(
        default=60,
        ge=15,
        le=999,
        validation_alias=AliasChoices("inactiveBlenderTimer", "inactive_blender_timer"),
        description="Without effect: agents of a world call for one skill only.",
    )
    consecutive_attempts_without_a_live_connect: int = Field(
        default=999,
        ge=1,
        le=999,
        validation_alias=AliasChoices(
            "consecutiveAttemptsWithoutALiveConnect", "consecutive_attempts_without_a_live_connect"
        ),
        description="Without effect: agents of a world call for one skill only.",
    )
