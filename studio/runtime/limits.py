"""The platform's limits on actions, as a profile: what the vendor documents, no limits at all, or some of one's own."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

UNLIMITED = 10**9


class PlatformLimits(BaseModel):
    """How much the platform allows. Every default is documented by the vendor unless its field says otherwise."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    running_scripts: int = Field(15_000, ge=1, description="Scripts that run at once; above that none starts.")
    run_seconds: float | None = Field(
        None, gt=0, le=UNLIMITED, description="How long a script may run; null: for ever [choice]."
    )
    spawn_parameters: int = Field(20, ge=0, description="Values that Spawn hands over.")
    spawn_characters: int = Field(32_768, ge=0, description="Characters of one such value.")
    signal_values: int = Field(9, ge=0, description="Values of a signal.")
    rest_seconds: float = Field(90.0, gt=0, le=UNLIMITED, description="Longest time-out of REST API.")
    rest_tries: int = Field(3, ge=1, description="Tries of a REST API request in all.")
    rest_bytes: int = Field(32_768, ge=1, description="Bytes of an answer.")
    rest_at_once: int = Field(100, ge=1, description="Requests under way at once; more wait for their turn.")
    breaker_seconds: float = Field(
        30.0, ge=0, le=UNLIMITED, description="How long the circuit breaker stays open; 0: there is none."
    )
    breaker_requests: int = Field(
        3_000, ge=1, description="Requests within breaker_seconds, half of them failed, that open it (100 a second)."
    )
    sql_seconds: float = Field(60.0, gt=0, le=UNLIMITED, description="Longest time-out of the SQL actions.")
    sql_table_seconds: float = Field(30.0, gt=0, le=UNLIMITED, description="Longest time-out of Sqltable and SqlQuery.")
    digit_seconds: float = Field(60.0, gt=0, le=UNLIMITED, description="Longest time-out of Menu and Capture.")
    reply_seconds: float = Field(60.0, gt=0, le=UNLIMITED, description="Longest time-out of Askcaller in a chat.")
    mails_an_hour: int = Field(2_000, ge=0, description="Mails of a business unit in an hour.")
    appends: int = Field(1_000, ge=0, description="Values appended to one name within 24 hours.")
    value_hours: float = Field(168.0, gt=0, le=UNLIMITED, description="Longest life of a shared value.")
    default_value_characters: int = Field(200, ge=0, description="Characters of Getvalue's DefaultValue.")
    speech_characters: int = Field(300, ge=0, description="Characters of one piece of speech in a sequence.")
    dtmf_digits: int = Field(20, ge=0, description="Digits of one DTMF action.")
    ring_seconds: float = Field(55.0, gt=0, le=UNLIMITED, description="Longest time-out of Placecall.")
    speech_seconds: float = Field(
        120.0, gt=0, le=UNLIMITED, description="Prompt and listening of a speech action together."
    )
    conference_parties: int = Field(3, ge=1, description="Parties of a conference.")


VENDOR = PlatformLimits.model_validate({})
#: Nothing is limited but what would make no sense.
NONE = PlatformLimits.model_validate(
    {
        name: UNLIMITED
        for name in PlatformLimits.model_fields
        if name not in ("run_seconds", "breaker_seconds", "rest_tries")
    }
    | {"breaker_seconds": 0}
)


def platform_limits(value: Any) -> PlatformLimits:
    """``vendor``, ``none``, or a mapping of the limits that differ from the vendor's; ValueError for anything else."""
    match value:
        case PlatformLimits():
            return value
        case "vendor":
            return VENDOR
        case "none":
            return NONE
        case dict():
            try:
                return PlatformLimits.model_validate(value)
            except ValidationError as fault:
                first = fault.errors()[0]
                raise ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from fault
    raise ValueError("give vendor, none, or a mapping of limits")
