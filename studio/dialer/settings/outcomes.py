"""How the simulated agents of a skill work, and what comes of their calls."""

from __future__ import annotations

from typing import Any

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, field_validator, model_validator

from studio.dialer.settings.classifications import FINAL, NUMBER_FINAL


class Outcome(BaseModel):
    """One outcome of an attempt. ``classification`` is the platform's number for it [documented].

    Its chance is ``weight`` times the factor of the hour and the factor of the attempt, against those of all outcomes
    [our choice].
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    name: str = Field(min_length=1, max_length=100, description="What reports call it.", examples=["No Answer"])
    weight: float = Field(gt=0, le=1e9, description="Its chance, relative to the others.", examples=[60])
    final: bool = Field(
        default=False,
        validation_alias=AliasChoices("isContactFinal", "final"),
        description="True if the record is finished then. Where nothing is said: by its classification, 1 to 5, 12, 16, 26 and 27 are final [documented].",
    )
    number_final: bool = Field(
        default=False,
        validation_alias=AliasChoices("isDestinationFinal", "number_final"),
        description="True if only the number that was dialled is finished then. Where nothing is said: by its classification, 18, 21 and 22 are.",
    )
    connected: bool = Field(default=False, description="True if somebody answers, who needs an agent.")
    seconds: int = Field(
        default=30,
        ge=1,
        le=86_400,
        description="How long the agent talks; where nobody answers, how long the line is in use.",
    )
    up_to: int | None = Field(
        default=None,
        ge=1,
        le=86_400,
        description="With it the time lies evenly between `seconds` and this many seconds.",
    )
    ring: int = Field(default=12, ge=0, le=60, description="Seconds of ringing before somebody answers.")
    classification: int = Field(default=6, ge=1, le=27, description="The platform's system classification.")
    callback_minutes: int | None = Field(
        default=None, ge=1, le=525_600, description="With it a callback is agreed, so many minutes after the call."
    )
    personal: bool = Field(
        default=False,
        validation_alias=AliasChoices("isAgentSpecific", "personal"),
        description="True: the callback is for the same agent only.",
    )
    exclude_from_serial_delivery: bool = Field(
        default=False,
        validation_alias=AliasChoices("excludeFromSerialDelivery", "exclude_from_serial_delivery"),
        description="Without effect: records are delivered one by one here.",
    )
    carryover_for_callback: bool = Field(
        default=False,
        validation_alias=AliasChoices("carryoverForCallback", "carryover_for_callback"),
        description="Without effect: a callback keeps what is known of its record in any case.",
    )
    show_reschedule_date: bool = Field(
        default=False,
        validation_alias=AliasChoices("showRescheduleDate", "show_reschedule_date"),
        description="Without effect: it is about what agents see.",
    )
    show_commitment_amount: bool = Field(
        default=False,
        validation_alias=AliasChoices("showCommitmentAmount", "show_commitment_amount"),
        description="Without effect: it is about what agents see.",
    )
    by_hour: dict[int, float] = Field(
        default={},
        description="Factor of its chance by the hour (0 to 23) of the record's own zone; 1 where none is stated.",
        examples=[{18: 1.5, 19: 1.5}],
    )
    by_attempt: tuple[float, ...] = Field(
        default=(),
        max_length=300,
        description="Factor of its chance at the first attempt, the second, …; the last one goes on.",
        examples=[[1, 0.8, 0.6]],
    )

    @model_validator(mode="before")
    @classmethod
    def _by_classification(cls, value: Any) -> Any:
        if not isinstance(value, dict) or {"final", "isContactFinal", "number_final", "isDestinationFinal"} & set(
            value
        ):
            return value
        number = value.get("classification")
        if not isinstance(number, int) or value.get("callback_minutes") is not None:
            return value
        return value | {"final": number in FINAL, "number_final": number in NUMBER_FINAL}

    @field_validator("by_hour")
    @classmethod
    def _hours(cls, value: dict[int, float]) -> dict[int, float]:
        for hour, factor in value.items():
            if not 0 <= hour <= 23:
                raise ValueError(f"{hour} is no hour of the day; 0 to 23 are")
            _factor(factor)
        return value

    @field_validator("by_attempt")
    @classmethod
    def _attempts(cls, value: tuple[float, ...]) -> tuple[float, ...]:
        for factor in value:
            _factor(factor)
        return value

    @model_validator(mode="after")
    def _fits(self) -> Outcome:
        if self.up_to is not None and self.up_to < self.seconds:
            raise ValueError("up_to must not be less than seconds")
        if self.final and self.callback_minutes is not None:
            raise ValueError("an outcome that finishes the record agrees no callback")
        if self.personal and self.callback_minutes is None:
            raise ValueError("personal is for outcomes with callback_minutes")
        return self

    def factor(self, hour: int, attempt: int) -> float:
        """The factor of its weight at an hour of the record's zone, at its first (1), second, … attempt."""
        found = self.by_hour.get(hour, 1.0)
        if self.by_attempt:
            found *= self.by_attempt[min(attempt, len(self.by_attempt)) - 1]
        return found


def _factor(value: float) -> None:
    if not 0 <= value <= 1000:
        raise ValueError(f"{value} is no factor; 0 to 1000 are")


#: A made-up but plausible consumer list [choice].
USUAL = (
    Outcome(name="No Answer", weight=44, seconds=35, classification=20),
    Outcome(name="Answering Machine", weight=21, seconds=25, classification=19),
    Outcome(name="Busy", weight=6, seconds=10, classification=15),
    Outcome(name="Disconnected", weight=4, seconds=8, final=True, classification=22),
    Outcome(name="Not Interested", weight=15, seconds=95, final=True, connected=True, classification=5),
    Outcome(name="Call Back", weight=5, seconds=120, connected=True, classification=9),
    Outcome(name="Sale", weight=5, seconds=420, final=True, connected=True, classification=2),
)


class CallingSettings(BaseModel):
    """The simulated agents of a skill and what their calls come to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    agents: int = Field(default=8, ge=0, le=10_000, description="Agents who call.")
    agent_numbers: tuple[int, ...] = Field(
        default=(),
        max_length=10_000,
        description="Their numbers, as records name them; without it 1, 2, 3, …. Its length must be that of `agents`.",
        examples=[[501, 502]],
    )
    pause_seconds: int = Field(
        default=10, ge=0, le=3600, description="Rest of an agent after a call, for writing up and such."
    )
    abandon_percent: float = Field(
        default=3.0,
        ge=0,
        le=100,
        description="Where more than this share of a day's answered calls found no agent, one line an agent is dialled.",
    )
    preview_seconds: int = Field(default=15, ge=0, le=3600, description="How long an agent looks at a record.")
    refuse_percent: float = Field(
        default=0.0, ge=0, le=100, description="Share of previews that end with the agent's refusal."
    )
    outcomes: tuple[Outcome, ...] = Field(default=USUAL, max_length=1000, description="What calls come to.")

    @model_validator(mode="after")
    def _fits(self) -> CallingSettings:
        if not self.outcomes:
            raise ValueError("at least one outcome is needed")
        if self.agent_numbers and len(self.agent_numbers) != self.agents:
            raise ValueError(f"there are {self.agents} agents and {len(self.agent_numbers)} numbers")
        if len(set(self.agent_numbers)) != len(self.agent_numbers):
            raise ValueError("two agents have the same number")
        return self

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the agents."""
        return self.agent_numbers or tuple(range(1, self.agents + 1))
