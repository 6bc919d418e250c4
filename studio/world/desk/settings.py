"""How a world file states the agents' desktops: forms, pages, indicators (its part ``desk``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from studio.world.lengths import Length
from studio.world.texts import numbers_too

if TYPE_CHECKING:
    from studio.runtime.engine import Engine


class DeedSettings(BaseModel):
    """What an agent does when a script shows something: when, for which contacts, how often."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, json_schema_extra=numbers_too)

    after: Length = Field(default=0.0, description="How long after it is shown.")
    script: str = Field(default="", description="Name of the main script of the contacts it is for; empty: all.")
    times: int | None = Field(
        default=1, ge=1, description="How often an agent does it for one contact; null: each time it is shown."
    )


class ClickSettings(DeedSettings):
    """An agent clicks an indicator."""

    indicator: str = Field(description="Name of the indicator, letter case free.")


class FormSettings(DeedSettings):
    """An agent fills in a form and sends it."""

    when: str = Field(default="", description="A text that the form holds, letter case free; empty: any form.")
    fields: dict[str, str] = Field(default={}, description="What is filled in, by the names of the fields.")


class PageSettings(DeedSettings):
    """An agent fills in a page of a sequence and leaves it by a button."""

    title: str = Field(default="", description="Title of the page, letter case free; empty: any page.")
    button: str = Field(default="Next", description="The button: Next or Back.")
    fields: dict[str, str] = Field(default={}, description="What is filled in, by the names of the fields.")


class DeskSettings(BaseModel):
    """What agents do at their desktops. Without any of it they look on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    clicks: tuple[ClickSettings, ...] = Field(default=(), description="Indicators that are clicked.")
    forms: tuple[FormSettings, ...] = Field(default=(), description="Forms that are sent; the first that fits counts.")
    pages: tuple[PageSettings, ...] = Field(default=(), description="Pages that are left; the first that fits counts.")

    def build(self, engine: Engine, folder: Path) -> Any:
        """The part for this engine; ``folder`` is where relative paths begin."""
        from studio.world.desk.simulated import SimulatedDesk

        return SimulatedDesk(engine, self)
