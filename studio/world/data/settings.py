"""How a world file states databases and workflow data (its part ``data``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PositiveInt, field_validator, model_validator

from studio.world.numbered import goes_wrong, one_choice
from studio.world.repeated import repeated

if TYPE_CHECKING:
    from studio.runtime.engine import Engine

#: What a cell of a table, or a member of a profile, can hold.
Cell = str | int | float | bool | None


def _url(text: str) -> str:
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        make_url(text)
    except (ArgumentError, ValueError):
        # A URL may hold a password: it is not repeated.
        raise ValueError("this is no database URL, such as sqlite:///shop.db") from None
    return text


class StatementFault(BaseModel):
    """Statements to a database that go wrong: numbers ``from`` to ``until``, or those in ``only``, counted from 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fault: Literal["down", "slow"] = Field(description="down: it is not connected; slow: its answer takes longer.")
    from_: PositiveInt = Field(1, alias="from", description="Number of the first statement that goes wrong.")
    until: PositiveInt | None = Field(None, description="Number of the last one; without it, for ever.")
    only: tuple[PositiveInt, ...] = Field((), description="Numbers of the statements, instead of from and until.")
    delay: float | None = Field(
        None, ge=0, le=86_400, description="Seconds of a slow answer; without it, longer than any time-out."
    )

    @model_validator(mode="after")
    def _one_choice(self) -> Self:
        one_choice(self, self.from_, self.until, self.only)
        return self

    def covers(self, number: int) -> bool:
        """True if the statement of this number goes wrong."""
        return goes_wrong(number, self.from_, self.until, self.only)


class DatabaseSettings(BaseModel):
    """One database. The first one is what scripts ask that name none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(default="default", min_length=1, description="Its name for Setdb; letter case counts.")
    url: Annotated[str, AfterValidator(_url)] = Field(
        default="sqlite://",
        description="SQLAlchemy URL; sqlite:// is in memory. A file of SQLite is relative to the world file.",
    )
    setup: tuple[str, ...] = Field(default=(), description="SQL statements that are carried out before the run.")
    tables: dict[str, Path | tuple[dict[str, Cell], ...]] = Field(
        default={}, description="Tables that are made where they are not there: a CSV file, or rows."
    )
    delay: float = Field(default=0.0, ge=0, le=86_400, description="Seconds of virtual time that an answer takes.")
    faults: tuple[StatementFault, ...] = Field(default=(), description="Statements that go wrong.")


class ProfileSettings(BaseModel):
    """A profile of workflow data: its values under `values`, or plainly."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"additionalProperties": True})

    values: dict[str, Cell] = Field(default={}, description="Its values by name.")
    active: bool = Field(default=True, description="False: Workflow Data takes Error.")


class DataSettings(BaseModel):
    """The part ``data`` of a world file. Without it there is one empty database in memory."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    databases: tuple[DatabaseSettings, ...] = Field(default=(), description="The databases.")
    workflow_profiles: dict[str, ProfileSettings] = Field(
        default={}, description="Profiles of workflow data by name: their values, or values and active."
    )
    row_limit: int = Field(default=10_000, ge=1, le=1_000_000, description="Rows that a query gives at most [choice].")
    answer_bytes: int = Field(default=10_000_000, ge=1, description="Size of all rows of an answer [choice].")
    value_bytes: int = Field(
        default=200_000, ge=1_000, le=100_000_000, description="Size of one value or row in SQLite [choice]."
    )
    memory_bytes: int = Field(
        default=50_000_000, ge=100_000, description="Size of a database in memory; nothing is added above [choice]."
    )
    sqlite_steps: int = Field(
        default=20_000_000, ge=1_000, description="Steps of SQLite after which a query is broken off [choice]."
    )
    real_seconds: float = Field(
        default=5.0, gt=0, le=600, description="Real seconds after which a query is broken off in any case [choice]."
    )

    @field_validator("databases")
    @classmethod
    def _names_differ(cls, value: tuple[DatabaseSettings, ...]) -> tuple[DatabaseSettings, ...]:
        if (name := repeated(each.name for each in value)) is not None:
            raise ValueError(f"two databases have the name {name!r}")
        return value

    @field_validator("workflow_profiles", mode="before")
    @classmethod
    def _bare_values(cls, value: Any) -> Any:
        """A profile may be stated by its values alone."""
        if not isinstance(value, dict):
            return value
        return {
            name: {"values": each} if isinstance(each, dict) and not {"values", "active"} & set(each) else each
            for name, each in value.items()
        }

    @field_validator("workflow_profiles")
    @classmethod
    def _profiles_are_names(cls, value: dict[str, ProfileSettings]) -> dict[str, ProfileSettings]:
        for name in value:
            if not name.isidentifier():
                raise ValueError(f"{name!r} is no name of a variable, which a profile's name has to be")
        if (twice := repeated(name.lower() for name in value)) is not None:
            raise ValueError(f"{twice!r} is stated twice: letter case does not count")
        return value

    def build(self, engine: Engine, folder: Path) -> Any:
        """The part for this engine. ValueError where a stated database can't be set up."""
        from studio.world.data.store import DataStore

        return DataStore(engine, self, folder)
