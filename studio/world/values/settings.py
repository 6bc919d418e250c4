"""How a world file states shared values that outlive a contact (its part ``values``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from studio.world.texts import Text

if TYPE_CHECKING:
    from studio.runtime.engine import Engine


class SharedList(BaseModel):
    """A list of shared values that is there from the start."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, description="Its name; letter case does not count.")
    scope: str = Field(default="BusinessUnit", description="BusinessUnit, Skill or Script.")
    whose: str = Field(default="", description="Name of the skill or the script, for those scopes.")
    values: tuple[Text, ...] = Field(default=(), description="Its values, in order; a number is its text.")
    hours: float | None = Field(default=None, gt=0, le=1_000_000, description="How long they last; null: for ever.")


class ValuesSettings(BaseModel):
    """The part ``values`` of a world file. Without it the store is there, and empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lists: tuple[SharedList, ...] = Field(default=(), description="Lists that are there from the start.")
    most: int = Field(default=100_000, ge=0, description="Values that the whole store holds at most [choice].")

    def build(self, engine: Engine, folder: Path) -> Any:
        """The part for this engine."""
        from studio.world.values.simulated import SimulatedValues

        return SimulatedValues(engine, self)
