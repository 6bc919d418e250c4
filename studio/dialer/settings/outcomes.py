"""What comes of a call: outcomes with their chance, how long they take, and whether they end the record."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Outcome(BaseModel):
    """One outcome. ``classification`` is the platform's number for it [documented]."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, description="What the story and the reports call it.", examples=["No Answer"])
    weight: float = Field(gt=0, description="Its chance, relative to the others.", examples=[60])
    final: bool = Field(default=False, description="True if the record is finished then.")
    connected: bool = Field(default=False, description="True if somebody was spoken to.")
    seconds: int = Field(default=30, ge=1, le=86_400, description="How long the agent is busy.")
    classification: int = Field(default=6, ge=1, le=27, description="The platform's system classification.")


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
    pause_seconds: int = Field(default=10, ge=0, le=3600, description="Rest of an agent between two calls.")
    outcomes: tuple[Outcome, ...] = Field(default=USUAL, description="What calls come to.")

    @model_validator(mode="after")
    def _some_outcome(self) -> CallingSettings:
        if not self.outcomes:
            raise ValueError("at least one outcome is needed")
        return self

    def pick(self, chance: float) -> Outcome:
        """The outcome that a number from 0 to 1 falls on."""
        left = chance * sum(each.weight for each in self.outcomes)
        for each in self.outcomes:
            left -= each.weight
            if left < 0:
                return each
        return self.outcomes[-1]
