"""How a world file states the lists that are loaded when it begins (its member ``lists``)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _map(value: Any) -> Any:
    if isinstance(value, str) and value != "auto":
        raise ValueError("a map is auto, or has lines such as PhoneNumber: Cell Phone")
    return value


class ListSettings(BaseModel):
    """A list of prospects that is loaded when the world begins, with the checks of Create Prospects v2 [our choice]."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: Path = Field(
        description="The list, relative to the world file: .csv, .txt, .tab, .xls or .xlsx with headings in its first row.",
        examples=["leads.csv"],
    )
    skill: int = Field(ge=0, description="Number of the skill that dials it.", examples=[4001])
    source: str = Field(
        min_length=1,
        max_length=255,
        description="Name of the source that its records belong to; one that the world doesn't state is made, and needs a map.",
        examples=["CRM"],
    )
    map: Annotated[Literal["auto"] | dict[str, str] | None, BeforeValidator(_map)] = Field(
        default=None,
        description="Column by field, in place of the source's map; `auto`: by the columns' names; null: the source's.",
        examples=["auto"],
    )
    default_zone: str = Field(
        default="",
        max_length=100,
        description="Zone of records whose zone can't be found; without it they are rejected.",
        examples=["America/New_York"],
    )
    expires: str = Field(
        default="",
        max_length=100,
        description="When records without a date of their own expire.",
        examples=["2030-12-31"],
    )
