"""In which order a skill's records are dialled."""

from __future__ import annotations

from typing import Literal

from pydantic import AliasChoices, Field

from studio.dialer.settings.settings import Settings

#: What records may be put in order by [documented].
OrderBy = Literal["Created", "Attempts", "Preview Required", "Score", "Customer Field 1", "Customer Field 2"]


class Order(Settings):
    """One thing that records are put in order by."""

    by: OrderBy = Field(description="What it goes by.", examples=["Score"])
    descending: bool = Field(
        default=False, description="True: the highest, the latest, the last of the alphabet first."
    )


class ListSettings(Settings):
    """List management of a skill.

    Callbacks that are due come first, then records with priority [our choice], then the others; among them the order that is
    stated decides, then when they were created. Records without a value come last [our choice].
    """

    order: tuple[Order, ...] = Field(
        default=(),
        validation_alias=AliasChoices("listOrder", "order"),
        max_length=6,
        description="What records are put in order by, the first thing first; without it by when they were created [documented].",
        examples=[[{"by": "Score", "descending": True}]],
    )
