"""How a skill's calls reach its agents: lines, ringing, and what is told when nothing is left to dial."""

from __future__ import annotations

from studio.dialer.settings.settings import Settings, setting


class DeliverySettings(Settings):
    """The pacing settings of a skill. Names and ranges documented, defaults and the use made of them our choice."""

    maximum_ringing_duration: int = setting(
        60,
        "maximumRingingDuration",
        "maximum_ringing_duration",
        "Seconds after which nobody is let ring any longer.",
        1,
        60,
    )
    maximum_ratio: float = setting(
        1.0, "maximumRatio", "maximum_ratio", "Lines that are dialled for every free agent, at most.", 1, 3
    )
    end_of_list_notifications_delay: int = setting(
        0,
        "endOfListNotificationsDelay",
        "end_of_list_notifications_delay",
        "Seconds for which nothing must be left to dial before the event `end of list` is told.",
        0,
        3600,
    )
    inactive_blender_timer: int = setting(
        60,
        "inactiveBlenderTimer",
        "inactive_blender_timer",
        "Without effect: agents of a world call for one skill only.",
        15,
        999,
    )
    consecutive_attempts_without_a_live_connect: int = setting(
        999,
        "consecutiveAttemptsWithoutALiveConnect",
        "consecutive_attempts_without_a_live_connect",
        "Without effect: agents of a world call for one skill only.",
        1,
        999,
    )
