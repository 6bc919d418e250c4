"""How a record with several numbers is dialled."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from studio.dialer.settings.hours import Window
from studio.dialer.settings.settings import Settings, setting


class Step(Settings):
    """So many attempts at the number of one field, at certain hours of the record's zone."""

    field: str = Field(min_length=1, max_length=200, description="The field of the number.", examples=["HomePhone"])
    attempts: int = Field(default=1, ge=1, le=300, description="Attempts before the next step.")
    weekdays: Window | None = Field(default=None, description="Hours on Mondays to Fridays; null: any that are legal.")
    weekends: Window | None = Field(
        default=None, description="Hours on Saturdays and Sundays; null: any that are legal."
    )


class CadenceSettings(Settings):
    """Cadence of a skill. Names of settings and modes documented, their exact meaning our choice.

    ``Sequential`` goes by the steps alone, and waits for the next one's number and hours; ``Next Best`` takes the first of the
    steps that are left whose number may be dialled now. After the last step ``Repeat`` begins anew, ``Single Pass`` is done: the
    record's tries are used up. A step whose number is missing or finished is passed over.
    """

    attempt_mode: Literal["Repeat", "Single Pass"] = setting(
        "Repeat", "attemptMode", "attempt_mode", "What follows the last step."
    )
    record_request_mode: Literal["Sequential", "Next Best"] = setting(
        "Sequential", "recordRequestMode", "record_request_mode", "Which of the steps that are left comes next."
    )
    destination_retry_rest_minutes: int = setting(
        0,
        "destinationRetryRestMinutes",
        "destination_retry_rest_minutes",
        "Minutes of rest of a number between two attempts at it.",
        0,
        50_000,
    )
    maximum_attempts: dict[str, int] = setting(
        {},
        "maximumAttempts",
        "maximum_attempts",
        "Attempts at the number of a field, by field; without it as many as the record may have.",
        examples=[{"WorkPhone": 2}],
    )
    steps: tuple[Step, ...] = Field(
        min_length=1, max_length=100, description="The order of the numbers.", examples=[[{"field": "PhoneNumber"}]]
    )

    @model_validator(mode="after")
    def _fits(self) -> CadenceSettings:
        for field, most in self.maximum_attempts.items():
            if not 1 <= most <= 300:
                raise ValueError(f"{field}: 1 to 300 attempts, not {most}")
        return self
