"""What may be set about a run: the start of time, the seed, the limits, and the policies where the platform is silent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema, field_validator

from studio.runtime.limits import VENDOR as VENDOR_PLATFORM
from studio.runtime.limits import PlatformLimits, platform_limits
from studio.snippet.limits import VENDOR, Limits, limits_of
from studio.snippet.limits import schema as limits_schema

EventScope = Literal["innermost", "main", "innermost_then_main"]
SignalDuringRunsub = Literal["hold", "ignore", "interrupt"]
SignalDuringWait = Literal["interrupt", "hold", "ignore"]
SignalMode = Literal["last", "queue"]
SignalBeforeBegin = Literal["error", "hold"]
SignalAfterEnd = Literal["error", "ignore"]
EventsAtOnce = Literal["release_wins", "in_order"]


class EngineSettings(BaseModel):
    """Settings of one engine. Every default is our choice unless a field says otherwise."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: datetime = Field(
        default=datetime(2026, 3, 2, 13, 0, tzinfo=UTC),
        description="When virtual time begins; without an offset it is UTC.",
    )
    zone: str = Field(default="UTC", description="Zone of the business unit (IANA name).")
    seed: int = Field(default=1, description="Seed of everything random in the world.")
    business_unit: int = Field(default=0, description="The value of BusNo.")
    event_scope: EventScope = Field(
        default="innermost_then_main", description="Which frames are asked for an event action."
    )
    signal_during_runsub: SignalDuringRunsub = Field(
        default="hold", description="What a signal does to a subscript that has no Onsignal of its own."
    )
    signal_mode: SignalMode = Field(default="last", description="What becomes of signals that arrive close together.")
    signal_during_wait: SignalDuringWait = Field(
        default="interrupt", description="What a signal does to a Wait, or to a prompt that plays or listens."
    )
    signal_during_request: SignalDuringWait = Field(
        default="interrupt", description="What a signal does while the answer of a service or a database is awaited."
    )
    signal_before_begin: SignalBeforeBegin = Field(
        default="error", description="What a signal to a contact that Spawn starts later does: Error, or it waits."
    )
    signal_after_end: SignalAfterEnd = Field(
        default="error", description="What a signal to a contact that has ended does: Error, or it is lost in silence."
    )
    events_at_once: EventsAtOnce = Field(
        default="release_wins", description="What becomes of other events that wait beside a release."
    )
    begin_keeps_parameters: bool = Field(
        default=False, description="True: p1, p2, … stay beside the names that Begin gives them."
    )
    step_limit: int = Field(
        default=100_000, ge=1, description="Actions of one contact, and contacts spawned, without time passing."
    )
    nesting_limit: int = Field(default=20, ge=1, description="Subscripts running inside one another.")
    string_overflow: Literal["cut", "error"] = Field(
        default="cut", description="What a Snippet does with text above Max String Size."
    )
    platform: Annotated[
        PlatformLimits,
        PlainValidator(platform_limits, json_schema_input_type=Literal["vendor", "none"] | PlatformLimits),
    ] = Field(
        default=VENDOR_PLATFORM,
        description="Limits of the platform: `vendor`, `none`, or a mapping of those that differ.",
        json_schema_extra={"default": "vendor"},
    )
    limits: Annotated[Limits, PlainValidator(limits_of), WithJsonSchema(limits_schema())] = Field(
        default=VENDOR,
        description="What a Snippet may take: `vendor`, `wide` (for work that the platform would not take), or a mapping of the limits that differ.",
        json_schema_extra={"default": "vendor"},
    )

    @field_validator("start")
    @classmethod
    def _start_has_offset(cls, value: datetime) -> datetime:
        if not 1900 <= value.year <= 9000:
            raise ValueError("a world begins between the years 1900 and 9000")
        return value if value.tzinfo else value.replace(tzinfo=UTC)

    @field_validator("zone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (OSError, ValueError, KeyError) as fault:
            raise ValueError(f"{value!r} is no known time zone") from fault
        return value
