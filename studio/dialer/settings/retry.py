"""How often, and after what rest, a record is tried again."""

from __future__ import annotations

from studio.dialer.settings.settings import Settings, setting


class RetrySettings(Settings):
    """The retry settings of a skill. Names and ranges documented, defaults and exact meanings our choice."""

    minimum_retry_minutes: int = setting(
        60, "minimumRetryMinutes", "minimum_retry_minutes", "Minutes of rest between two tries.", 1, 50_000
    )
    maximum_attempts: int = setting(5, "maximumAttempts", "maximum_attempts", "Tries of one record.", 1, 300)
    finalize_when_exhausted: bool = setting(
        True,
        "finalizeWhenExhausted",
        "finalize_when_exhausted",
        "True: a record is finished when its tries are used up; else it stays, and goes on if more are granted.",
    )
    maximum_number_of_handled_calls: int = setting(
        300,
        "maximumNumberOfHandledCalls",
        "maximum_number_of_handled_calls",
        "Tries of one record at which somebody was spoken to.",
        1,
        300,
    )
    restricted_calling_minutes: int = setting(
        0,
        "restrictedCallingMinutes",
        "restricted_calling_minutes",
        "Length in minutes of the sliding window of `restricted_calling_max_attempts`; 0: none.",
        0,
        9_999,
    )
    restricted_calling_max_attempts: int = setting(
        0,
        "restrictedCallingMaxAttempts",
        "restricted_calling_max_attempts",
        "Tries of one record within any such window; 0: no limit.",
        0,
        10,
    )
    stale_minutes: int = setting(
        60,
        "generalStaleMinutes",
        "stale_minutes",
        "Minutes after which a record at pacing goes back to the list.",
        10,
        1_440,
    )
    callback_stale_minutes: int = setting(
        1_440,
        "callbackStaleMinutes",
        "callback_stale_minutes",
        "Minutes after its time at which a callback is one no more, and anybody's.",
        10,
        1_440,
    )
    callback_rest_minutes: int = setting(
        60,
        "callbackRestMinutes",
        "callback_rest_minutes",
        "Minutes of rest between tries of a callback that was not answered.",
        1,
        129_600,
    )
    maximum_number_of_callbacks: int = setting(
        300,
        "maximumNumberOfCallbacks",
        "maximum_number_of_callbacks",
        "Callbacks that are agreed with one record; with the next one its tries are used up.",
        1,
        300,
    )
    release_agent_specific_calls: bool = setting(
        True,
        "releaseAgentSpecificCalls",
        "release_agent_specific_calls",
        "What becomes of a record whose agent the skill does not have: true, anybody may have it; false, it is finished.",
    )
    load_callbacks: bool = setting(True, "loadCallbacks", "load_callbacks", "False: callbacks are not dialled.")
    load_fresh: bool = setting(True, "loadFresh", "load_fresh", "False: records never tried are not dialled.")
    load_non_fresh: bool = setting(
        True, "loadNonFresh", "load_non_fresh", "False: records tried before are not dialled."
    )
